'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CopyProblem } from '@/components/results/copy-problem';
import { RelativeTime } from '@/components/ui/time';
import type { JobView } from '@/lib/jobs';
import { responsePath } from '@/lib/paths';
import { CheckNowButton } from './check-now-button';

function Panel({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className="flex flex-col items-start gap-3 rounded-panel border border-line bg-panel p-5">
      {title && <h2 className="font-semibold tracking-tight">{title}</h2>}
      {children}
    </section>
  );
}

/** A link to upstream's own JSON. */
function ResponseLink({ id }: { id: string }) {
  const t = useTranslations('jobs.panel');
  return (
    <a
      href={responsePath(id)}
      target="_blank"
      rel="noreferrer"
      className="text-accent text-sm underline underline-offset-4"
    >
      {t('response')}
    </a>
  );
}

function Failed({ job }: { job: JobView }) {
  const t = useTranslations('jobs.panel');
  const { failure } = job;
  return (
    <Panel title={t('failedTitle')}>
      <p dir="auto" className="wrap-anywhere max-w-prose">
        {failure === null ? t('noReason') : t('reason', { reason: failure })}
      </p>
      <p className="max-w-prose text-muted text-sm">{t('failedBody')}</p>
      <ResponseLink id={job.id} />
    </Panel>
  );
}

function WithoutResult({ id }: { id: string }) {
  const t = useTranslations('jobs.panel');
  return (
    <Panel title={t('unreadableTitle')}>
      <p className="max-w-prose">{t('unreadableBody')}</p>
      <ResponseLink id={id} />
      <CheckNowButton jobId={id} />
    </Panel>
  );
}

function Stalled({ id }: { id: string }) {
  const t = useTranslations('jobs.panel');
  return (
    <Panel title={t('stalledTitle')}>
      <p>{t('stalledBody')}</p>
      <CheckNowButton jobId={id} />
    </Panel>
  );
}

type TroubledProps = { job: JobView & { trouble: NonNullable<JobView['trouble']> }; now: number };

function Troubled({ job, now }: TroubledProps) {
  const t = useTranslations('jobs.panel');
  const tTrouble = useTranslations('jobs.trouble');
  return (
    <Panel title={t('troubleTitle')}>
      <p className="wrap-anywhere max-w-prose">{tTrouble(`${job.trouble.code}`)}</p>
      <p className="max-w-prose text-muted text-sm">
        {t.rich('troubleBody', {
          time: () => <RelativeTime at={job.trouble.at} now={now} />,
        })}
      </p>
      <CheckNowButton jobId={job.id} />
    </Panel>
  );
}

/**
 * Explains a failed or stalled job, a success without a picture or whose picture could not be copied, or a failed check.
 * Null for other jobs.
 */
export function StatePanel({ job, now }: { job: JobView; now: number }) {
  if (job.state === 'failed') return <Failed job={job} />;
  if (job.state === 'succeeded' && !job.hasPicture) return <WithoutResult id={job.id} />;
  if (job.state === 'stalled') return <Stalled id={job.id} />;
  if (job.result?.state === 'failed') {
    return (
      <Panel>
        <CopyProblem job={job} />
      </Panel>
    );
  }
  const { trouble } = job;
  return trouble && <Troubled job={{ ...job, trouble }} now={now} />;
}
