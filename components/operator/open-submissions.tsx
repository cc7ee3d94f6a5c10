import { useTranslations } from 'next-intl';
import { RelativeTime } from '@/components/ui/time';
import type { OpenSubmission } from '@/lib/submissions';
import { isModeName } from '@/lib/submissions/modes';
import { CancelAny } from './cancel-any';

type RowProps = { submission: OpenSubmission; now: number };

function Row({ submission, now }: RowProps) {
  const t = useTranslations('submissions');
  const tMode = useTranslations('newJob.mode');
  const { id, email, mode, state, problem, reason, createdAt, sentAt } = submission;
  const at = state === 'queued' ? createdAt : (sentAt ?? createdAt);
  return (
    <li className="flex items-start justify-between gap-4 py-3">
      <div className="flex min-w-0 flex-col gap-1">
        <p className="flex flex-wrap gap-x-3">
          <span className="font-medium">{isModeName(mode) ? tMode(`${mode}.name`) : mode}</span>
          <span dir="auto" className="wrap-anywhere text-muted">
            {email}
          </span>
        </p>
        <p className="flex flex-wrap gap-x-3 gap-y-1 text-muted text-sm">
          <span>
            {t.rich(state === 'queued' ? 'queue.since' : 'queue.sent', {
              time: () => <RelativeTime at={at} now={now} />,
            })}
          </span>
          {problem !== null && <span>{t(`problems.${problem}`)}</span>}
          {reason !== null && (
            <q dir="auto" className="wrap-anywhere">
              {reason}
            </q>
          )}
        </p>
      </div>
      {state === 'queued' && <CancelAny id={id} email={email} />}
    </li>
  );
}

type Props = { state: 'uncertain' | 'sending' | 'queued'; all: OpenSubmission[]; now: number };

/** Everybody's submissions in one state, the oldest first. */
export function OpenSubmissions({ state, all, now }: Props) {
  const t = useTranslations('submissions.queue');
  const submissions = all.filter((submission) => submission.state === state);
  const heading = `submissions-${state}`;
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-3">
      <h2 id={heading} className="font-semibold tracking-tight">
        {t(`${state}.title`)}
      </h2>
      {state === 'uncertain' && <p className="max-w-prose text-muted">{t('uncertain.text')}</p>}
      {submissions.length === 0 ? (
        <p className="text-muted">{t(`${state}.none`)}</p>
      ) : (
        <ul aria-labelledby={heading} className="divide-y divide-line border-line border-y">
          {submissions.map((submission) => (
            <Row key={submission.id} submission={submission} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}
