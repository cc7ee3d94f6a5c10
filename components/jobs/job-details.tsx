'use client';

import { useLocale, useTranslations } from 'next-intl';
import { DescriptionItem } from '@/components/ui/description-item';
import { formatDuration } from '@/components/ui/format';
import { useNow } from '@/components/ui/hydration';
import { Elapsed, RelativeTime, Time } from '@/components/ui/time';
import type { JobView } from '@/lib/jobs';
import { isSettled } from '@/lib/jobs/model';
import { JobId } from './job-id';
import { StateBadge } from './state-badge';

/** A countdown to the next check (ms UTC). */
function NextCheck({ at, now }: { at: number; now: number }) {
  const t = useTranslations('jobs.details');
  const locale = useLocale();
  const left = at - useNow(now, 1_000);
  return (
    <span className="tabular-nums">
      {left < 1_000 ? t('checkNow') : t('checkIn', { duration: formatDuration(left, locale) })}
    </span>
  );
}

/** The details of a job as a list of names and values. */
export function JobDetails({ job, now }: { job: JobView; now: number }) {
  const t = useTranslations('jobs.details');
  const { state, mode, status, createdAt, settledAt, checkedAt, nextCheckAt } = job;
  const took = isSettled(state) ? t('took') : t('running');
  return (
    <dl className="text-sm">
      <DescriptionItem name={t('state')}>
        <StateBadge state={state} />
      </DescriptionItem>
      <DescriptionItem name={t('mode')}>{mode ?? t('modeUnknown')}</DescriptionItem>
      <DescriptionItem name={t('status')}>
        {status === null ? (
          t('statusUnknown')
        ) : (
          <code className="wrap-break-word font-mono">{status}</code>
        )}
      </DescriptionItem>
      <DescriptionItem name={t('created')}>
        <Time at={createdAt} />
      </DescriptionItem>
      {settledAt !== null && (
        <DescriptionItem name={t('settled')}>
          <Time at={settledAt} />
        </DescriptionItem>
      )}
      <DescriptionItem name={took}>
        <Elapsed from={createdAt} to={settledAt} now={now} />
      </DescriptionItem>
      {checkedAt !== null && (
        <DescriptionItem name={t('lastCheck')}>
          <RelativeTime at={checkedAt} now={now} />
        </DescriptionItem>
      )}
      {nextCheckAt !== null && (
        <DescriptionItem name={t('nextCheck')}>
          <NextCheck at={nextCheckAt} now={now} />
        </DescriptionItem>
      )}
      {job.archived && <DescriptionItem name={t('archived')}>{t('yes')}</DescriptionItem>}
      <DescriptionItem name={t('id')}>
        <JobId id={job.id} />
      </DescriptionItem>
    </dl>
  );
}
