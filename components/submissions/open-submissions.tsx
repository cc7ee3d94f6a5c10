'use client';

import { CircleHelp, Clock } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Disclosure } from '@/components/ui/disclosure';
import type { SubmissionView } from '@/lib/submissions';
import { SubmissionCard } from './submission-card';
import { useSubmissions } from './use-submissions';

type Props = { rendered: SubmissionView[] };

/** What is on its way to Gepetto, above the history. Nothing if nothing is. */
export function OpenSubmissions({ rendered }: Props) {
  // The page was rendered again with others.
  return <Strip key={rendered.map(({ id }) => id).join()} rendered={rendered} />;
}

function Strip({ rendered }: Props) {
  const t = useTranslations('sent.open');
  const router = useRouter();
  const { submissions, replace } = useSubmissions('/api/submissions?open=true', rendered);
  const open = submissions ?? [];
  const left = useRef(open.length);

  useEffect(() => {
    // One that is not on its way any more is a job of the history.
    if (open.length < left.current) router.refresh();
    left.current = open.length;
  }, [open.length, router]);

  const uncertain = open.filter(({ state }) => state === 'uncertain');
  const waiting = open.filter(({ state }) => state !== 'uncertain');
  const groups = [
    { id: 'uncertain', of: uncertain, Icon: CircleHelp, tone: 'text-warn' },
    { id: 'waiting', of: waiting, Icon: Clock, tone: 'text-muted' },
  ] as const;
  if (open.length === 0) return null;
  return (
    <section aria-label={t('label')} className="mb-4 flex flex-col gap-1">
      {groups.map(
        ({ id, of, Icon, tone }) =>
          of.length > 0 && (
            <Disclosure
              key={id}
              open={id === 'uncertain'}
              summary={
                <span className={`flex items-center gap-1.5 py-2 text-sm ${tone}`}>
                  <Icon aria-hidden className="size-4 shrink-0" />
                  {t(id, { count: of.length })}
                </span>
              }
              summaryClass="gap-1"
            >
              <ul className="grid gap-3 py-2 sm:grid-cols-2 xl:grid-cols-3">
                {of.map((submission) => (
                  <li key={submission.id}>
                    <SubmissionCard submission={submission} onChange={replace} />
                  </li>
                ))}
              </ul>
            </Disclosure>
          ),
      )}
    </section>
  );
}
