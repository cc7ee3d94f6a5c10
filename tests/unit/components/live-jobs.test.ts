import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mergeJob as merge,
  pollDelay,
  pollInterval,
  retryDelay,
  watchedIds,
} from '@/components/jobs/live-jobs';
import type { JobView } from '@/lib/jobs';

const MINUTE = 60_000;
const T0 = Date.UTC(2026, 0, 1);

const job = (more: Partial<JobView> = {}): JobView => ({
  id: 'a',
  state: 'pending',
  status: 'pending',
  mode: 'redesign',
  label: null,
  addedAt: T0,
  archived: false,
  createdAt: T0,
  createdKnown: true,
  settledAt: null,
  endKnown: false,
  checkedAt: T0,
  nextCheckAt: T0 + 2_000,
  hasPicture: false,
  result: null,
  hasInput: false,
  photo: null,
  failure: null,
  trouble: null,
  ...more,
});

const trouble = (at: number): JobView['trouble'] => ({ code: 'timeout', message: 'Late.', at });

/** With a poll that began before the page was rendered. */
const mergeJob = (rendered: JobView, live: JobView | undefined) =>
  merge(rendered, live && { job: live, over: null });

describe('mergeJob', () => {
  it('takes label and archive from a poll that began after the page was rendered', () => {
    const rendered = job({ label: 'old' });
    const live = job({ label: 'new', archived: true });
    expect(merge(rendered, { job: live, over: rendered })).toMatchObject({
      label: 'new',
      archived: true,
    });
    // A newer page, of the same job: another object.
    expect(merge({ ...rendered }, { job: live, over: rendered })).toMatchObject({ label: 'old' });
  });

  it('takes the label even where the state is not newer', () => {
    const rendered = job({ state: 'succeeded', label: 'old' });
    const merged = merge(rendered, { job: job({ label: 'new' }), over: rendered });
    expect(merged).toMatchObject({ label: 'new', state: 'succeeded' });
  });

  it('takes the newer response, and keeps the rendered job without one', () => {
    const newer = job({ checkedAt: T0 + 1, status: 'processing' });
    expect(mergeJob(job(), newer).status).toBe('processing');
    expect(mergeJob(newer, job()).status).toBe('processing');
    expect(mergeJob(job(), undefined)).toEqual(job());
  });

  it('counts a failed check as newer', () => {
    expect(mergeJob(job(), job({ trouble: trouble(T0 + 1) })).trouble).not.toBeNull();
    expect(mergeJob(job({ trouble: trouble(T0 + 1) }), job()).trouble).not.toBeNull();
  });

  it('keeps label and archive as they were rendered', () => {
    const merged = mergeJob(job({ label: 'new', archived: true }), job({ checkedAt: T0 + 1 }));
    expect(merged).toMatchObject({ label: 'new', archived: true, checkedAt: T0 + 1 });
  });

  it('never takes a job out of a settled state, whatever the times say', () => {
    const states = fc.constantFrom('pending', 'succeeded', 'failed', 'stalled' as const);
    const jobs = fc.record({ state: states, checkedAt: fc.option(fc.nat()) }).map((j) => job(j));
    const isSettled = ({ state }: JobView) => state === 'succeeded' || state === 'failed';
    fc.assert(
      fc.property(jobs, jobs, (rendered, live) => {
        const merged = mergeJob(rendered, live);
        if (isSettled(rendered)) expect(merged.state).toBe(rendered.state);
        else if (isSettled(live)) expect(merged.state).toBe(live.state);
      }),
    );
  });
});

const result = (state: 'waiting' | 'stored' | 'failed'): JobView['result'] => ({
  state,
  problem: null,
  picture: null,
});

/** A job that succeeded at T0, and how far the copying of its picture is. */
const succeeded = (state: 'waiting' | 'stored' | 'failed', more: Partial<JobView> = {}) =>
  job({ state: 'succeeded', hasPicture: true, settledAt: T0, result: result(state), ...more });

describe('the copy of a new picture', () => {
  it('is taken from a poll, of a job that had succeeded when the page was rendered too', () => {
    expect(mergeJob(job(), succeeded('stored')).result?.state).toBe('stored');
    expect(mergeJob(succeeded('waiting'), succeeded('stored')).result?.state).toBe('stored');
    expect(mergeJob(succeeded('waiting'), succeeded('failed')).result?.state).toBe('failed');
  });

  it('is not undone by a poll that began before the page was rendered', () => {
    expect(mergeJob(succeeded('stored'), succeeded('waiting')).result?.state).toBe('stored');
    expect(mergeJob(succeeded('failed'), succeeded('stored')).result?.state).toBe('failed');
    const rendered = succeeded('failed');
    const later = { job: succeeded('waiting'), over: rendered };
    expect(merge(rendered, later).result?.state).toBe('waiting');
  });

  it('is waited for, often at first and for two minutes', () => {
    const jobs = [succeeded('waiting'), succeeded('stored', { id: 'b' })];
    expect(watchedIds(jobs, T0 + 1)).toEqual(['a']);
    expect(pollInterval(jobs, T0 + 1)).toBe(500);
    expect(pollInterval(jobs, T0 + MINUTE)).toBe(2_000);
    expect(watchedIds(jobs, T0 + 2 * MINUTE)).toEqual([]);
    expect(pollInterval(jobs, T0 + 2 * MINUTE)).toBe(0);
  });

  it('is waited for beside an old pending job', () => {
    const jobs = [job({ id: 'b', createdAt: T0 - 60 * MINUTE }), succeeded('waiting')];
    expect(pollInterval(jobs, T0 + 1)).toBe(500);
    expect(pollInterval(jobs, T0 + MINUTE)).toBe(2_000);
    expect(pollInterval(jobs, T0 + 2 * MINUTE)).toBe(10_000);
  });
});

describe('watchedIds', () => {
  it('leaves out settled and stalled jobs, and sorts the ids', () => {
    const jobs = [
      job({ id: 'c' }),
      job({ id: 'b', state: 'stalled' }),
      job({ id: 'd', state: 'failed' }),
      job({ id: 'a' }),
    ];
    expect(watchedIds(jobs, T0)).toEqual(['a', 'c']);
  });
});

describe('pollInterval', () => {
  it.each([
    [0, 1_000],
    [MINUTE - 1, 1_000],
    [MINUTE, 4_000],
    [5 * MINUTE, 10_000],
  ])('a job of %d ms is asked for every %d ms', (age, interval) => {
    expect(pollInterval([job()], T0 + age)).toBe(interval);
  });

  it('depends on the youngest pending job, and is 0 without one', () => {
    const old = job({ createdAt: T0 - 60 * MINUTE });
    expect(pollInterval([old, job({ id: 'b' })], T0)).toBe(1_000);
    expect(pollInterval([old, job({ id: 'b', state: 'succeeded' })], T0)).toBe(10_000);
    expect(pollInterval([job({ state: 'stalled' })], T0)).toBe(0);
  });
});

describe('retryDelay', () => {
  it('doubles up to a minute and is at least Retry-After', () => {
    expect([1, 2, 3, 6, 99].map((tries) => retryDelay(tries, null, 1))).toEqual([
      2_000, 4_000, 8_000, 60_000, 60_000,
    ]);
    expect(retryDelay(1, null, 0)).toBe(1_000);
    expect(retryDelay(1, 30_000, 0)).toBe(30_000);
  });
});

describe('pollDelay', () => {
  it('counts from the last request', () => {
    expect(pollDelay(0, 2_000, false)).toBe(2_000);
    expect(pollDelay(500, 2_000, false)).toBe(1_500);
    expect(pollDelay(60_000, 2_000, false)).toBe(0);
  });

  it('requests at most every 30 s in a hidden tab, after a failure too', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (since, interval) => {
        expect(since + pollDelay(since, interval, true)).toBeGreaterThanOrEqual(30_000);
      }),
    );
    expect(pollDelay(0, 60_000, true)).toBe(60_000);
    expect(pollDelay(29_000, 2_000, true)).toBe(1_000);
  });
});
