import { shortId } from '@/components/ui/format';
import type { JobView } from '@/lib/jobs';

/** What a job is called: its label, or its id in short. */
export function jobName({ id, label }: Pick<JobView, 'id' | 'label'>): string {
  return label ?? shortId(id);
}

const SIGNS: Record<JobView['state'], string> = {
  pending: '⏳ Pending',
  succeeded: '✓ Succeeded',
  failed: '✕ Failed',
  stalled: '⏸ Stalled',
};

/** The title of a job's browser tab, without the name of the house. */
export function tabTitle(job: Pick<JobView, 'id' | 'label' | 'state'>): string {
  return `${SIGNS[job.state]} – ${jobName(job)}`;
}

/** What a picture shows, for those who do not see it. */
export function pictureAlt({ mode, label }: Pick<JobView, 'mode' | 'label'>): string {
  return [label, mode && `result of ${mode}`].filter(Boolean).join(', ') || 'Result of the job';
}
