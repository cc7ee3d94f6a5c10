'use client';

import { useRef } from 'react';
import { type ApiResult, request, toError } from '@/components/api-client';
import { tellOtherTabs } from '@/components/jobs/history-channel';
import { useAction } from '@/components/layout/use-action';
import { type JobRequest, keyOf } from './requests';

type Started = ApiResult<'POST /api/submissions'>;

/** A network that swallows packets gives neither an answer nor an error, ms. */
const MAX_MS = 30_000;

/**
 * Sends the jobs. However often and from however many tabs it is called with the same draft, they are started once:
 * see `keyOf`. So a lost answer is got by sending again.
 * @throws ApiError
 */
async function start(draftId: string, requests: readonly JobRequest[]): Promise<Started> {
  const response = await request('/api/submissions', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': keyOf({ id: draftId }, requests),
    },
    body: JSON.stringify({ requests }),
    signal: AbortSignal.timeout(MAX_MS),
  });
  if (!response.ok) throw await toError(response);
  return response.json();
}

/** Starts jobs, one call at a time. */
export function useStart(onStarted: (started: Started) => void) {
  const action = useAction();
  const running = useRef(false);

  function run(draftId: string, requests: readonly JobRequest[]) {
    // Two presses of a double click come before React has rendered the first.
    if (running.current) return;
    running.current = true;
    action.run(async () => {
      try {
        const started = await start(draftId, requests);
        tellOtherTabs('added', ...started.submissions.map(({ id }) => id));
        onStarted(started);
      } finally {
        running.current = false;
      }
    });
  }

  return { ...action, run };
}
