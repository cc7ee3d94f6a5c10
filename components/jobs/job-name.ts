import type { useTranslations } from 'next-intl';
import { shortId } from '@/components/ui/format';
import type { JobView } from '@/lib/jobs';
import type { State } from '@/lib/jobs/model';

/** A job's display name: its label, or its shortened id. */
export function jobName({ id, label }: Pick<JobView, 'id' | 'label'>): string {
  return label ?? shortId(id);
}

type PictureTexts = ReturnType<typeof useTranslations<'common.picture'>>;

/** The alternative text of a job's picture. */
export function pictureAlt(
  { mode, label }: Pick<JobView, 'mode' | 'label'>,
  t: PictureTexts,
): string {
  return [label, mode && t('resultOf', { mode })].filter(Boolean).join(', ') || t('result');
}

/** Which message of `jobs.announcement` screen readers hear when a pending job settles; null for none. */
export function jobAnnouncement(before: State, after: State): 'succeeded' | 'failed' | null {
  if (before === after) return null;
  return after === 'succeeded' || after === 'failed' ? after : null;
}
