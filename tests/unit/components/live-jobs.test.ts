import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mergeJob as merge,
  pendingIds,
  pollDelay,
  pollInterval,
  retryDelay,
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

describe('pendingIds', () => {
  it('leaves out settled and stalled jobs, and sorts the ids', () => {
    const jobs = [
      job({ id: 'c' }),
      job({ id: 'b', state: 'stalled' }),
      job({ id: 'd', state: 'failed' }),
      job({ id: 'a' }),
    ];
    expect(pendingIds(jobs)).toEqual(['a', 'c']);
  });
});

describe('pollInterval', () => {
  it.each([
    [0, 2_000],
    [MINUTE - 1, 2_000],
    [MINUTE, 4_000],
    [5 * MINUTE, 10_000],
  ])('a job of %d ms is asked for every %d ms', (age, interval) => {
    expect(pollInterval([job()], T0 + age)).toBe(interval);
  });

  it('depends on the youngest pending job, and is 0 without one', () => {
    const old = job({ createdAt: T0 - 60 * MINUTE });
    expect(pollInterval([old, job({ id: 'b' })], T0)).toBe(2_000);
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
