'use client';

import { useEffect, useState } from 'react';
import { request, toError } from '@/components/api-client';
import { useLiveJobs } from '@/components/jobs/use-live-jobs';
import { serverNow } from '@/components/ui/server-clock';
import type { JobView } from '@/lib/jobs';

/** As many as one request for live jobs takes. The history shows the others. */
export const MAX_JOBS = 50;

/** After a failed request, ms. */
const RETRY_MS = 2_000;

/** @throws ApiError */
async function fetchJobs(ids: string[]): Promise<JobView[]> {
  const query = new URLSearchParams(ids.map((id) => ['id', id]));
  const response = await request(`/api/jobs/live?${query}`);
  if (!response.ok) throw await toError(response);
  return (await response.json()).jobs;
}

/** Jobs that have just been started, by id: fetched as they come, then kept live. */
export function useStartedJobs(ids: readonly string[]) {
  const [rendered, setRendered] = useState<JobView[]>([]);
  const [now] = useState(serverNow);
  const missing = ids
    .slice(0, MAX_JOBS)
    .filter((id) => !rendered.some((job) => job.id === id))
    .join(' ');

  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (missing === '') return;
    let ended = false;
    let timer: ReturnType<typeof setTimeout>;
    fetchJobs(missing.split(' '))
      .then((jobs) => {
        if (!ended) setRendered((before) => [...before, ...jobs]);
      })
      .catch(() => {
        if (!ended) timer = setTimeout(() => setTries(tries + 1), RETRY_MS);
      });
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [missing, tries]);

  const { jobs, removed, live } = useLiveJobs(rendered, now);
  const shown = jobs.filter(({ id }) => !removed.has(id));
  return { jobs: new Map(shown.map((job) => [job.id, job])), live, now };
}
