import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CheckNowButton } from '@/components/jobs/check-now-button';
import { StateBadge } from '@/components/jobs/state-badge';
import type { JobView } from '@/lib/jobs';
import { jobPicturePath } from '@/lib/paths';

type NoticeProps = { job: JobView; badge: ReactNode; reason: string; next?: ReactNode };

/** Why a card has no picture and what to do about it, over the input picture if there is one. */
function Notice({ job, badge, reason, next }: NoticeProps) {
  return (
    <div className="absolute inset-0 border border-line bg-panel">
      {job.hasInput && (
        <img
          src={jobPicturePath(job.id, { of: 'input' })}
          alt=""
          width={1536}
          height={1024}
          decoding="async"
          loading="lazy"
          className="absolute inset-0 size-full object-contain opacity-25 grayscale"
        />
      )}
      <div className="relative flex flex-col items-start gap-1 p-2.5 text-xs @min-[13rem]:gap-1.5 @min-[13rem]:text-[0.8125rem]">
        <span className="rounded-full bg-panel/85 py-0.5">{badge}</span>
        <p dir="auto" title={reason} className="line-clamp-2 leading-4 @min-[13rem]:leading-5">
          {reason}
        </p>
        {next}
      </div>
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
        job={job}
        badge={<StateBadge state="failed" />}
        reason={job.failure ?? t('failedNoReason')}
        next={<Next>{t('failedNext')}</Next>}
      />
    );
  }
  if (job.state === 'stalled') {
    return (
      <Notice
        job={job}
        badge={<StateBadge state="stalled" />}
        reason={t('stalled')}
        next={
          // Above the link that covers the card.
          <div className="relative z-10 flex flex-col gap-1">
            <CheckNowButton jobId={job.id} size="small" />
          </div>
        }
      />
    );
  }
  if (job.result?.state === 'expired') {
    return <Notice job={job} badge={missing} reason={t('expired')} />;
  }
  return (
    <Notice
      job={job}
      badge={missing}
      reason={t('unreadable')}
      next={<Next>{t('unreadableNext')}</Next>}
    />
  );
}
