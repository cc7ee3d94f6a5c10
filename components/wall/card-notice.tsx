import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CheckNowButton } from '@/components/jobs/check-now-button';
import { StateBadge } from '@/components/jobs/state-badge';
import type { JobView } from '@/lib/jobs';

type NoticeProps = { badge: ReactNode; reason: string; next?: ReactNode };

/** Why a card has no picture and what to do about it. A press goes to the link of the card, which is below it. */
function Notice({ badge, reason, next }: NoticeProps) {
  return (
    <div className="pointer-events-none z-2 col-start-1 row-start-1 flex flex-col items-start gap-0.5 self-start p-2 pr-12 text-xs @min-[13rem]:gap-1.5 @min-[13rem]:p-2.5 @min-[13rem]:pr-12 @min-[13rem]:text-[0.8125rem]">
      {badge}
      <p
        dir="auto"
        title={reason}
        className="line-clamp-2 leading-4 @min-[13rem]:line-clamp-3 @min-[13rem]:leading-5"
      >
        {reason}
      </p>
      {next}
    </div>
  );
}

/** What to do, on cards that have room for it; the link of the card leads to the same words. */
function Next({ children }: { children: ReactNode }) {
  return <p className="hidden leading-5 @min-[13rem]:block">{children}</p>;
}

/** The card of a job without a picture of its own: it failed or stalled, or its picture cannot be had. */
export function CardNotice({ job }: { job: JobView }) {
  const t = useTranslations('wall.card');
  const missing = <span className="font-medium text-muted">{t('noPicture')}</span>;
  if (job.state === 'failed') {
    return (
      <Notice
        badge={<StateBadge state="failed" />}
        reason={job.failure ?? t('failedNoReason')}
        next={<Next>{t('failedNext')}</Next>}
      />
    );
  }
  if (job.state === 'stalled') {
    return (
      <Notice
        badge={<StateBadge state="stalled" />}
        reason={t('stalled')}
        next={
          <div className="pointer-events-auto flex flex-col gap-1">
            <CheckNowButton jobId={job.id} size="small" />
          </div>
        }
      />
    );
  }
  if (job.result?.state === 'expired') {
    return <Notice badge={missing} reason={t('expired')} />;
  }
  return (
    <Notice badge={missing} reason={t('unreadable')} next={<Next>{t('unreadableNext')}</Next>} />
  );
}
