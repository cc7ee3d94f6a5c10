import { shortId } from '@/components/ui/format';
import type { JobView } from '@/lib/jobs';
import type { State } from '@/lib/jobs/model';

/** A job's display name: its label, or its shortened id. */
export function jobName({ id, label }: Pick<JobView, 'id' | 'label'>): string {
  return label ?? shortId(id);
}

const SIGNS: Record<State, string> = {
  pending: '⏳ Pending',
  succeeded: '✓ Succeeded',
  failed: '✕ Failed',
  stalled: '⏸ Stalled',
};

/** The title of a job's browser tab, without the app's name. */
export function tabTitle(job: Pick<JobView, 'id' | 'label' | 'state'>): string {
  return `${SIGNS[job.state]} – ${jobName(job)}`;
}

/** The alternative text of a job's picture. */
export function pictureAlt({ mode, label }: Pick<JobView, 'mode' | 'label'>): string {
  return [label, mode && `result of ${mode}`].filter(Boolean).join(', ') || 'Result of the job';
}
