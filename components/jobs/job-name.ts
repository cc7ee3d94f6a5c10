import type { useTranslations } from 'next-intl';
import { shortId } from '@/components/ui/format';
import type { JobView } from '@/lib/jobs';
import type { State } from '@/lib/jobs/model';

/** A job's display name: its label, or its shortened id. */
export function jobName({ id, label }: Pick<JobView, 'id' | 'label'>): string {
  return label ?? shortId(id);
}

const SIGNS: Record<State, string> = {
  pending: '⏳',
  succeeded: '✓',
  failed: '✕',
  stalled: '⏸',
};

/** The title of a job's browser tab, without the app's name. `stateName` comes from `jobs.state`. */
export function tabTitle(job: Pick<JobView, 'id' | 'label' | 'state'>, stateName: string): string {
  return `${SIGNS[job.state]} ${stateName} – ${jobName(job)}`;
}

type PictureTexts = ReturnType<typeof useTranslations<'common.picture'>>;

/** The alternative text of a job's picture. */
export function pictureAlt(
  { mode, label }: Pick<JobView, 'mode' | 'label'>,
  t: PictureTexts,
): string {
  return [label, mode && t('resultOf', { mode })].filter(Boolean).join(', ') || t('result');
}
