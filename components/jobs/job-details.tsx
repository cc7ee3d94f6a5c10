'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { countText } from '@/components/photos/count-text';
import { useConnection } from '@/components/ui/connection';
import { CopyButton } from '@/components/ui/copy-button';
import { formatBytes, formatDuration, formatType, shortId } from '@/components/ui/format';
import { useNow } from '@/components/ui/hydration';
import { Elapsed, RelativeTime, Time } from '@/components/ui/time';
import type { JobView } from '@/lib/jobs';
import { isSettled } from '@/lib/jobs/model';
import { historyHref } from './history-links';
import { StateBadge } from './state-badge';

/** A shortened job id with a copy button; screen readers and the tooltip get the full id. */
export function JobId({ id }: { id: string }) {
  const t = useTranslations('common');
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code title={id} className="truncate font-mono text-[0.8125rem]">
        <span aria-hidden>{shortId(id)}</span>
        <span className="sr-only">{id}</span>
      </code>
      {/* Negative margins: the row keeps the height of a text line, and the icon aligns with its end. */}
      <span className="-my-1 -mr-2 inline-flex">
        <CopyButton text={id} name={t('copyJobId')} />
      </span>
    </span>
  );
}

/** A row of a `<dl>`: the name on the left, the value on the right. */
export function DescriptionItem({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-baseline justify-between gap-4 py-1">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="wrap-anywhere min-w-0 text-right">{children}</dd>
    </div>
  );
}

/** A countdown to the next check (ms UTC). */
function NextCheck({ at, now }: { at: number; now: number }) {
  const t = useTranslations('jobs.details');
  const locale = useLocale();
  const left = at - useNow(now, 1_000);
  const { online } = useConnection();
  // The check may have been made meanwhile: what it found is not here.
  if (!online) return t('checkOffline');
  return (
    <span className="tabular-nums">
      {left < 1_000 ? t('checkNow') : t('checkIn', { duration: formatDuration(left, locale) })}
    </span>
  );
}

/** The size, the weight and the type of a stored result; a dash until it is stored. */
function PictureFacts({ result }: Pick<JobView, 'result'>) {
  const locale = useLocale();
  if (!result?.picture) return '–';
  const { width, height, bytes, type } = result.picture;
  const facts = [`${width} × ${height}`, formatBytes(bytes, locale), formatType(type)];
  return <span className="tabular-nums">{facts.join(' · ')}</span>;
}

/** The details of a job as a list of names and values. */
export function JobDetails({ job, now }: { job: JobView; now: number }) {
  const t = useTranslations('jobs.details');
  const tPhotos = useTranslations('photos');
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
      <DescriptionItem name={job.createdKnown ? t('created') : t('firstSeen')}>
        <Time at={createdAt} />
      </DescriptionItem>
      {/* Of a job that had ended when it was first seen, it is not known how long it took. */}
      {(settledAt === null || (job.createdKnown && job.endKnown)) && (
        <DescriptionItem name={took}>
          <Elapsed from={createdAt} to={settledAt} now={now} />
        </DescriptionItem>
      )}
      {checkedAt !== null && (
        <DescriptionItem name={t('lastCheck')}>
          <RelativeTime at={checkedAt} now={now} />
        </DescriptionItem>
      )}
      {/* In the place of the next check: no other row moves when the job ends. */}
      {job.endKnown && settledAt !== null && (
        <DescriptionItem name={t('settled')}>
          <Time at={settledAt} />
        </DescriptionItem>
      )}
      {nextCheckAt !== null && (
        <DescriptionItem name={t('nextCheck')}>
          <NextCheck at={nextCheckAt} now={now} />
        </DescriptionItem>
      )}
      {job.archived && <DescriptionItem name={t('archived')}>{t('yes')}</DescriptionItem>}
      {(job.state === 'pending' || job.hasPicture) && (
        <DescriptionItem name={t('picture')}>
          <PictureFacts result={job.result} />
        </DescriptionItem>
      )}
      {job.photo && (
        <DescriptionItem name={tPhotos('of.details')}>
          <Link
            href={historyHref({ archived: false, photo: job.photo.id })}
            className="text-accent underline underline-offset-4"
          >
            {tPhotos('of.link', { count: job.photo.results, shown: countText(job.photo.results) })}
          </Link>
        </DescriptionItem>
      )}
      <DescriptionItem name={t('id')}>
        <JobId id={job.id} />
      </DescriptionItem>
    </dl>
  );
}
