import type { useTranslations } from 'next-intl';
import { shortId } from '@/components/ui/format';
import type { JobView } from '@/lib/jobs';
import type { State } from '@/lib/jobs/model';
import { isolate } from '@/lib/visible-text';

/** A job's display name: its label, or its shortened id. Its element needs `dir="auto"`. */
export function jobName({ id, label }: Pick<JobView, 'id' | 'label'>): string {
  return label ?? shortId(id);
}

/** The same name for a title, or for a sentence that embeds it. */
export function isolatedName(job: Pick<JobView, 'id' | 'label'>): string {
  return isolate(jobName(job));
}

type PictureTexts = ReturnType<typeof useTranslations<'common.picture'>>;

/** The alternative text of a job's picture. */
export function pictureAlt(
  { mode, label }: Pick<JobView, 'mode' | 'label'>,
  t: PictureTexts,
): string {
  return (
    [label && isolate(label), mode && t('resultOf', { mode })].filter(Boolean).join(', ') ||
    t('result')
  );
}

/** Which message of `jobs.announcement` screen readers hear when a pending job settles; null for none. */
export function jobAnnouncement(before: State, after: State): 'succeeded' | 'failed' | null {
  if (before === after) return null;
  return after === 'succeeded' || after === 'failed' ? after : null;
}
