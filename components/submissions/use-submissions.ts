'use client';

import { useState } from 'react';
import { ApiError, request, toError } from '@/components/api-client';
import { retryDelay } from '@/components/jobs/live-jobs';
import { usePoll } from '@/components/jobs/use-poll';
import type { SubmissionView } from '@/lib/submissions';
import { isFinal } from '@/lib/submissions/model';

/** While one of them is about to be sent, and while one waits for a person or a webhook, ms. */
const QUICK_MS = 1_000;
const SLOW_MS = 5_000;
/** A network that swallows packets gives neither an answer nor an error, ms. */
const MAX_MS = 10_000;

/** @throws ApiError */
async function fetchSubmissions(path: string): Promise<SubmissionView[]> {
  const response = await request(path, { cache: 'no-store', signal: AbortSignal.timeout(MAX_MS) });
  if (!response.ok) throw await toError(response);
  const body = await response.json();
  return body.submissions ?? [body.submission];
}

const isMoving = ({ state }: SubmissionView) => state === 'queued' || state === 'sending';

type Kept = {
  /** Null until the first answer, if the server rendered none. */
  submissions: SubmissionView[] | null;
  /** What the last request ended with; null if it went well. */
  trouble: ApiError | null;
};

/**
 * Submissions, kept up to date until nothing of them can change any more.
 * @param rendered what the server rendered; null to fetch them
 */
export function useSubmissions(path: string, rendered: SubmissionView[] | null) {
  const [{ submissions, trouble }, keep] = useState<Kept>({ submissions: rendered, trouble: null });
  const [round, setRound] = useState(0);
  const ended = submissions?.every(({ state }) => isFinal(state)) ?? false;

  usePoll({
    // The fragment never leaves the browser; a new one makes the poll begin again.
    path: ended ? null : `${path}#${round}`,
    interval: () => {
      if (submissions === null) return 0;
      return submissions.some(isMoving) ? QUICK_MS : SLOW_MS;
    },
    async request(from, failures) {
      try {
        keep({ submissions: await fetchSubmissions(from), trouble: null });
        return { failed: false };
      } catch (thrown) {
        const error = thrown instanceof ApiError ? thrown : new ApiError('offline', '', 0, null);
        keep((before) => ({ ...before, trouble: error }));
        const gone = error.status === 401 || error.status === 404;
        const waitMs = retryDelay(failures + 1, error.retryAfterMs, Math.random());
        return { failed: true, waitMs: gone ? null : waitMs };
      }
    },
  });

  /** Puts what an action returned in the place of what was known. */
  function replace(changed: SubmissionView) {
    keep((before) => ({
      ...before,
      submissions:
        before.submissions?.map((one) => (one.id === changed.id ? changed : one)) ?? null,
    }));
    setRound((before) => before + 1);
  }

  return { submissions, trouble, replace };
}
