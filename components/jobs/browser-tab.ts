import type { JobView } from '@/lib/jobs';
import type { State } from '@/lib/jobs/model';
import { isolatedName } from './job-name';

// Shapes as well as colours: at 16 px colour alone does not tell the states apart.
const DISC: Record<State, string> = {
  pending: '#32409b',
  succeeded: '#2d6a4a',
  failed: '#b3362a',
  stalled: '#8a5a0a',
};

const SIGN: Record<State, string> = {
  pending: '<path d="M16 9v7l5 3" />',
  succeeded: '<path d="m9.5 16.5 4.5 4.5 8.5-9.5" />',
  failed: '<path d="m11 11 10 10m0-10L11 21" />',
  stalled: '<path d="M12.5 10.5v11m7-11v11" />',
};

const FRAME =
  '<rect x="3" y="5" width="26" height="22" rx="2" fill="#32409b" /><rect x="8" y="10" width="16" height="12" fill="#f5f2ec" />';

function drawing(state: State | null): string {
  if (state === null) return FRAME;
  return `<circle cx="16" cy="16" r="15" fill="${DISC[state]}" /><g fill="none" stroke="#fff" stroke-width="3.6" stroke-linecap="round" stroke-linejoin="round">${SIGN[state]}</g>`;
}

/** The favicon for a job's state, or the app's own for null, as a `data:` URL. */
export function stateIcon(state: State | null): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${drawing(state)}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

const TITLE_SIGN: Record<State, string> = {
  pending: '⏳',
  succeeded: '✓',
  failed: '✕',
  stalled: '⏸',
};

/** The title of a job's browser tab, without the app's name. `stateName` comes from `jobs.state`. */
export function tabTitle(job: Pick<JobView, 'id' | 'label' | 'state'>, stateName: string): string {
  return `${TITLE_SIGN[job.state]} ${stateName} – ${isolatedName(job)}`;
}
