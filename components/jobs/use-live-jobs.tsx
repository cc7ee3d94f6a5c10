'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { ApiError, type ApiResult, request, toError } from '@/components/api-client';
import { SessionEnded } from '@/components/layout/use-action';
import { useConnection } from '@/components/ui/connection';
import { serverNow } from '@/components/ui/server-clock';
import { Time } from '@/components/ui/time';
import { useBriefly } from '@/components/ui/use-briefly';
import type { JobView } from '@/lib/jobs';
import { mergeJob, pollInterval, type Received, retryDelay, watchedIds } from './live-jobs';
import { usePoll } from './use-poll';

type LiveJobs = ApiResult<'GET /api/jobs/live'>;

/** A network that swallows packets gives neither a response nor an error. */
const MAX_MS = 8_000;

/** The last response for a URL and its ETag, so that an unchanged one is sent without a body. */
let last: { path: string; etag: string; jobs: LiveJobs } | undefined;

/**
 * Fetches the jobs of a page that may change. Sends `If-None-Match` itself: from the browser's cache it could not tell that
 * nothing has changed, and would parse and render the same again.
 * @throws ApiError
 */
async function fetchLive(path: string): Promise<LiveJobs> {
  const known = last?.path === path ? last : undefined;
  const headers = known ? { 'If-None-Match': known.etag } : undefined;
  const signal = AbortSignal.timeout(MAX_MS);
  const response = await request(path, { cache: 'no-store', signal, ...(headers && { headers }) });
  if (response.status === 304 && known) return known.jobs;
  if (!response.ok) throw await toError(response);
  const jobs = (await response.json()) as LiveJobs;
  last = { path, etag: response.headers.get('ETag') ?? '', jobs };
  return jobs;
}

/** The ids that a request for live jobs names. */
function idsIn(path: string): string[] {
  return new URLSearchParams(path.split('?')[1]).getAll('id');
}

type LiveError = {
  /** Failed requests in a row. */
  tries: number;
  /** When the last response came, ms UTC. */
  since: number;
  signedOut: boolean;
};

/** The state of the page's polling: what is wrong with it, or how often it has worked again after that was said. */
type Live = { trouble: LiveError | null; recoveries: number };

function livePath(jobs: JobView[], now: number): string | null {
  const ids = watchedIds(jobs, now);
  return ids.length === 0
    ? null
    : `/api/jobs/live?${new URLSearchParams(ids.map((id) => ['id', id]))}`;
}

/** Failed polls in a row before the note appears; a single failure usually recovers by itself. */
const SHOWN_AFTER_FAILURES = 2;

const isShown = (trouble: LiveError | null) =>
  trouble !== null && (trouble.signedOut || trouble.tries >= SHOWN_AFTER_FAILURES);

/**
 * Polls the jobs of a page that are pending, or whose picture is being copied, with a single request, see `usePoll`.
 * The last known state stays while requests fail.
 *
 * @param rendered the jobs as the server rendered them, in the order of the page
 * @param now the server's time at rendering, ms UTC
 * @returns the jobs, the ids of those that are no longer in the history, and the state of the polling
 */
export function useLiveJobs(rendered: JobView[], now: number) {
  const [received, setReceived] = useState<ReadonlyMap<string, Received>>(new Map());
  const [gone, setGone] = useState<ReadonlySet<JobView>>(new Set());
  const [live, setLive] = useState<Live>({ trouble: null, recoveries: 0 });
  const [heardAt, setHeardAt] = useState(now);
  const jobs = rendered.map((job) => mergeJob(job, received.get(job.id)));

  const forget = (ids: string[]) => {
    const jobsGone = page.current.rendered.filter(({ id }) => ids.includes(id));
    if (jobsGone.length > 0) setGone((before) => new Set([...before, ...jobsGone]));
  };

  const lastReceived = useRef(0);
  /** The rendered jobs and when they came, by the monotonic clock. */
  const page = useRef({ rendered, at: 0 });
  const latest = useRef(jobs);
  useEffect(() => {
    latest.current = jobs;
    const before = page.current.rendered;
    const same = before.length === rendered.length && before.every((job, i) => job === rendered[i]);
    if (same && page.current.at > 0) return;
    page.current = { rendered, at: performance.now() };
    lastReceived.current = serverNow();
  });

  // A job that was added again is rendered anew, and is another object then.
  const removed = new Set(rendered.filter((job) => gone.has(job)).map(({ id }) => id));
  const path = livePath(
    jobs.filter(({ id }) => !removed.has(id)),
    Math.max(now, heardAt),
  );
  usePoll({
    path,
    interval: () => pollInterval(latest.current, serverNow()),
    async request(from, failures) {
      const startedAt = performance.now();
      try {
        const response = await fetchLive(from);
        const byId = new Map(page.current.rendered.map((job) => [job.id, job]));
        const over = (id: string) => (startedAt > page.current.at ? (byId.get(id) ?? null) : null);
        const news = response.jobs.map((job) => [job.id, { job, over: over(job.id) }] as const);
        setReceived((before) => new Map([...before, ...news]));
        const present = new Set(response.jobs.map(({ id }) => id));
        forget(idsIn(from).filter((id) => !present.has(id) && over(id) !== null));
        lastReceived.current = serverNow();
        setHeardAt(lastReceived.current);
        setLive(({ trouble, recoveries }) => ({
          trouble: null,
          recoveries: recoveries + (isShown(trouble) ? 1 : 0),
        }));
        return { failed: false };
      } catch (error) {
        const { status, retryAfterMs } =
          error instanceof ApiError ? error : { status: 0, retryAfterMs: null };
        const tries = failures + 1;
        const signedOut = status === 401;
        const trouble = { tries, since: lastReceived.current, signedOut };
        setLive(({ recoveries }) => ({ trouble, recoveries }));
        return {
          failed: true,
          waitMs: signedOut ? null : retryDelay(tries, retryAfterMs, Math.random()),
        };
      }
    },
  });

  return { jobs, removed, forget, live: path === null ? { ...live, trouble: null } : live };
}

/** A note that the page is no longer up to date, or is so again. Nothing while the device is offline: that is said. */
export function LiveStatus({ live: { trouble, recoveries } }: { live: Live }) {
  const t = useTranslations('jobs.live');
  const { online } = useConnection();
  const recovered = useBriefly(recoveries);
  const shown = online && isShown(trouble) ? trouble : null;
  return (
    <p role="status" className="text-muted text-sm empty:hidden">
      {shown?.signedOut && <SessionEnded purpose="live" />}
      {shown && !shown.signedOut && t.rich('stale', { time: () => <Time at={shown.since} /> })}
      {recovered && !trouble && t('back')}
    </p>
  );
}
