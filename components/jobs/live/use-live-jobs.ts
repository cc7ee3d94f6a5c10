'use client';

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import useSWR, { type SWRConfiguration } from 'swr';
import { ApiError } from '@/components/api-client';
import type { JobView } from '@/lib/jobs';
import { fetchLive, type LiveJobs } from './fetch-live';
import { mergeJob, pendingIds } from './merge';
import { pollInterval, retryDelay } from './poll-interval';

type LiveError = { tries: number; since: number; signedOut: boolean };

const NOTHING: LiveJobs = { jobs: [] };

function liveKey(jobs: JobView[]): string | null {
  const ids = pendingIds(jobs);
  return ids.length === 0
    ? null
    : `/api/jobs/live?${new URLSearchParams(ids.map((id) => ['id', id]))}`;
}

const OPTIONS: SWRConfiguration<LiveJobs> = {
  // The server has rendered the current state: the first request comes after the first interval.
  fallbackData: NOTHING,
  revalidateOnMount: false,
  revalidateIfStale: false,
  dedupingInterval: 1_000,
  onErrorRetry(error, _key, _config, revalidate, { retryCount }) {
    if (error instanceof ApiError && error.status === 401) return;
    const after = error instanceof ApiError ? error.retryAfterMs : null;
    setTimeout(() => revalidate({ retryCount }), retryDelay(retryCount, after, Math.random()));
  },
};

/**
 * Polls the pending jobs of a page with a single request: not at all when none is pending or the tab is
 * hidden, less often as they grow older. The last known state stays while requests fail.
 *
 * @param rendered the jobs as the server rendered them, in the order of the page
 * @returns the jobs, and since when (ms UTC) requests have failed
 */
export function useLiveJobs(rendered: JobView[]) {
  const [received, setReceived] = useState<ReadonlyMap<string, JobView>>(new Map());
  const [trouble, setTrouble] = useState<LiveError | null>(null);
  const lastReceived = useRef(0);
  const jobs = rendered.map((job) => mergeJob(job, received.get(job.id)));

  const latest = useRef(jobs);
  // SWR restarts its timer whenever this function changes.
  const [interval] = useState(() => () => pollInterval(latest.current, Date.now()));
  // Must run before SWR's own layout effect, which reads the interval for a new key.
  useLayoutEffect(() => {
    latest.current = jobs;
  });
  useEffect(() => {
    lastReceived.current = Date.now();
  }, []);

  const key = liveKey(jobs);
  useSWR<LiveJobs>(key, fetchLive, {
    ...OPTIONS,
    refreshInterval: interval,
    onSuccess(answer) {
      lastReceived.current = Date.now();
      setTrouble(null);
      setReceived(
        (before) => new Map([...before, ...answer.jobs.map((job) => [job.id, job] as const)]),
      );
    },
    onError(error) {
      const signedOut = error instanceof ApiError && error.status === 401;
      setTrouble((before) => ({
        tries: (before?.tries ?? 0) + 1,
        since: before?.since ?? lastReceived.current,
        signedOut,
      }));
    },
  });

  return { jobs, trouble: key === null ? null : trouble };
}

export type LiveTrouble = LiveError;
