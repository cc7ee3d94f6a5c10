import { useSyncExternalStore } from 'react';
import type { ApiResult } from '@/components/api-client';

type Added = ApiResult<'POST /api/jobs'>;

/** What became of several pasted ids. */
export type AddResult = {
  added: number;
  /** Ids that Gepetto does not know. */
  unknown: string[];
  /** Ids that could not be added for another reason, which may pass; `code` is that of the last one. */
  postponed: { ids: string[]; code: string } | null;
};

export function addResultOf({ jobs, notAdded }: Added): AddResult {
  const isUnknown = ({ code }: Added['notAdded'][number]) => code === 'job_not_found';
  const others = notAdded.filter((job) => !isUnknown(job));
  const last = others.at(-1);
  return {
    added: jobs.length,
    unknown: notAdded.filter(isUnknown).map(({ id }) => id),
    postponed: last ? { ids: others.map(({ id }) => id), code: last.code } : null,
  };
}

/** The ids that were not added, one a line: the next text of the box. */
export function remaining({ unknown, postponed }: AddResult): string {
  return [...(postponed?.ids ?? []), ...unknown].join('\n');
}

let latest: AddResult | null = null;
const listeners = new Set<() => void>();

export function setAddResult(result: AddResult | null): void {
  latest = result;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * The latest result. Outside the form's state: the first jobs replace the page of the empty history, and with
 * it the form, by another page that must still say what was not added.
 */
export function useAddResult(): AddResult | null {
  return useSyncExternalStore(
    subscribe,
    () => latest,
    () => null,
  );
}
