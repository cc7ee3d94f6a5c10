'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import useSWR, { type SWRConfiguration } from 'swr';
import { ApiError, type ApiResult, request, toError } from '@/components/api-client';
import { SessionEnded } from '@/components/layout/use-action';
import { Time } from '@/components/ui/time';
import type { JobView } from '@/lib/jobs';
import { mergeJob, pendingIds, pollInterval, retryDelay } from './live-jobs';

type LiveJobs = ApiResult<'GET /api/jobs/live'>;

/** The last response for a URL and its ETag, so that an unchanged one is sent without a body. */
let last: { path: string; etag: string; jobs: LiveJobs } | undefined;

/**
 * Fetches the pending jobs of a page. Sends `If-None-Match` itself: from the browser's cache it could not tell that
 * nothing has changed, and would parse and render the same again.
 * @throws ApiError
 */
async function fetchLive(path: string): Promise<LiveJobs> {
  const known = last?.path === path ? last : undefined;
  const headers = known ? { 'If-None-Match': known.etag } : undefined;
  const response = await request(path, { cache: 'no-store', ...(headers && { headers }) });
  if (response.status === 304 && known) return known.jobs;
  if (!response.ok) throw await toError(response);
  const jobs = (await response.json()) as LiveJobs;
  last = { path, etag: response.headers.get('ETag') ?? '', jobs };
  return jobs;
}

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

/** Failed polls in a row before the note appears; a single failure usually recovers by itself. */
const SHOWN_AFTER_FAILURES = 2;

/** A note that the page is no longer up to date. */
export function LiveStatus({ trouble }: { trouble: LiveError | null }) {
  const t = useTranslations('jobs.live');
  const shown = trouble !== null && (trouble.signedOut || trouble.tries >= SHOWN_AFTER_FAILURES);
  return (
    <p role="status" className="text-muted text-sm empty:hidden">
      {shown && trouble.signedOut && <SessionEnded purpose="live" />}
      {shown && !trouble.signedOut && t.rich('stale', { time: () => <Time at={trouble.since} /> })}
    </p>
  );
}
