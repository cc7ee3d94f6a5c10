import { it } from 'vitest';
import { windowFor } from '@/lib/budget/window';
import { mean, oracle, quantile, roundRobin } from './baselines';
import {
  busiestMinute,
  type FastClock,
  fastClock,
  LIMIT,
  startStrictUpstream,
} from './strict-upstream';
import { addJobs, addStarted, askAs, openTestBed, startViewers, type TestBed } from './test-app';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function report(what: string, measured: string): void {
  console.log(`${what.padEnd(58)} ${measured}`);
}

const between = (low: number, high: number) => low + Math.random() * (high - low);
const refused = (bed: TestBed) => bed.upstream.calls.filter((call) => call.status === 429).length;
const callsSince = (bed: TestBed, at: number) => bed.upstream.calls.filter((call) => call.at >= at);

/** Each user requests their jobs one after another, which adds them to the history. Returns the durations, ms. */
async function requestAll(bed: TestBed, byUser: string[][]): Promise<number[]> {
  const took: number[] = [];
  await Promise.all(
    byUser.map(async (ids, user) => {
      for (const id of ids) {
        const start = performance.now();
        const response = await askAs(bed, user, `/v1/job/${id}`);
        took.push(performance.now() - start);
        if (response.status === 503) ids.push(id);
      }
    }),
  );
  return took;
}

async function until(clock: FastClock, limitMs: number, done: () => boolean): Promise<void> {
  const end = clock.now() + limitMs;
  while (!done() && clock.now() < end) await clock.sleep(500);
}

/** A proxy without a cache: it passes on every poll of every job by every viewer. */
async function passThrough(count: number): Promise<string> {
  const clock = fastClock(1);
  const upstream = await startStrictUpstream(clock);
  const ids = Array.from({ length: 10 }, (_, i) => `plain-${i}`);
  for (const id of ids) upstream.start(id, 60 * MINUTE);
  const end = clock.now() + 30 * SECOND;
  const view = async (viewer: number) => {
    await clock.sleep((viewer * 2 * SECOND) / count);
    while (clock.now() < end) {
      await Promise.all(ids.map((id) => fetch(`${upstream.url}/job/${id}`).catch(() => undefined)));
      await clock.sleep(2 * SECOND);
    }
  };
  await Promise.all(Array.from({ length: count }, (_, viewer) => view(viewer)));
  const over = upstream.calls.filter(({ status }) => status === 429).length;
  await upstream.close();
  return `${upstream.calls.length} calls upstream, ${over} x 429`;
}

it('viewers cause no upstream calls', async () => {
  for (const count of [1, 100, 1_000]) {
    const clock = fastClock(1);
    const bed = await openTestBed(clock);
    const { ids, byUser } = await addJobs(bed, 'long', Array(10).fill(60 * MINUTE));
    await requestAll(
      bed,
      byUser.map(() => [...ids]),
    );
    const viewers = startViewers(bed, clock, count, () => ids);
    const start = clock.now();
    await clock.sleep(40 * SECOND);
    const calls = callsSince(bed, start).length;
    await viewers.stop();
    const asked = viewers.answers.length;
    report(
      `${count} viewers of 10 pending jobs, 40 s`,
      `${calls} calls upstream, ${asked} answers, ${refused(bed)} x 429`,
    );
    await bed.close();
  }
  for (const count of [1, 100]) {
    report(`pass-through with a 2 s poll, ${count} viewers, 30 s`, await passThrough(count));
  }
});

/** Ms per background call: the baselines get the same budget. */
const { windowMs, limit } = windowFor('background', LIMIT);
const GAP_MS = windowMs / limit;

/** How long after its end each job was seen settled, beside the baselines. */
function reportDelays(what: string, { upstream }: TestBed, ids: string[], start: number): void {
  const delays = ids.map((id) => (upstream.seen.get(id) ?? Number.NaN) - upstream.endOf(id));
  const begins = ids.map((id) => upstream.startOf(id) - start);
  const ends = ids.map((id) => upstream.endOf(id) - start);
  const show = (list: number[]) =>
    `median ${(quantile(list, 0.5) / SECOND).toFixed(1)} s, p95 ${(quantile(list, 0.95) / SECOND).toFixed(1)} s, mean ${(mean(list) / SECOND).toFixed(1)} s`;
  report(`${what}: delay`, show(delays));
  report(`${what}: oracle`, show(oracle(ends, GAP_MS)));
  report(`${what}: round robin`, show(roundRobin(begins, ends, GAP_MS)));
}

/** Users who request an unknown job, one every four seconds. Returns how long each waited, ms. */
async function firstRequests(bed: TestBed, clock: FastClock, count: number): Promise<number[]> {
  const waits: number[] = [];
  for (let i = 0; i < count; i++) {
    bed.upstream.start(`newcomer-${i}`, 10 * MINUTE);
    const asked = clock.now();
    const answer = await askAs(bed, i, `/v1/job/newcomer-${i}`);
    waits.push(answer.ok ? clock.now() - asked : Number.POSITIVE_INFINITY);
    await clock.sleep(4 * SECOND);
  }
  return waits;
}

it('many jobs', async () => {
  const clock = fastClock(4);
  const bed = await openTestBed(clock);
  const { upstream } = bed;
  const allSeen = (ids: string[]) => () => ids.every((id) => upstream.seen.has(id));

  // The statistics come from these. One job a second uses half of the budget.
  const steady: string[] = [];
  let start = clock.now();
  for (let i = 0; i < 400; i++) {
    const id = `steady-${i}`;
    upstream.start(id, between(30, 120) * SECOND);
    addStarted(bed, clock, [id]);
    steady.push(id);
    await clock.sleep(SECOND);
  }
  await until(clock, 5 * MINUTE, allSeen(steady));
  reportDelays('one job a second, the last 200 of 400', bed, steady.slice(200), start);

  start = clock.now();
  const ids = Array.from({ length: 500 }, (_, i) => `crowd-${i}`);
  for (const id of ids) upstream.start(id, between(30, 120) * SECOND);
  addStarted(bed, clock, ids);
  const viewers = startViewers(bed, clock, 200, (viewer) => ids.slice(viewer, viewer + 24));
  await until(clock, 20 * MINUTE, allSeen(ids));
  const minutes = (clock.now() - start) / MINUTE;
  const used = callsSince(bed, start).length / minutes / LIMIT;
  await viewers.stop();
  reportDelays('500 jobs at once', bed, ids, start);
  const busiest = busiestMinute(upstream.calls.map(({ at }) => at));
  report('busiest minute at upstream', `${busiest} of ${LIMIT}, ${refused(bed)} x 429`);
  report('budget used while they were due', `${(100 * used).toFixed(0)} %`);
  report('seen of 500', String(ids.filter((id) => upstream.seen.has(id)).length));
  await bed.close();
});

it('a first request while many jobs are pending', async () => {
  const clock = fastClock(1);
  const bed = await openTestBed(clock);
  const ids = Array.from({ length: 500 }, (_, i) => `pending-${i}`);
  for (const id of ids) bed.upstream.start(id, 10 * MINUTE);
  addStarted(bed, clock, ids);
  const viewers = startViewers(bed, clock, 200, (viewer) => ids.slice(viewer, viewer + 24));
  // Until the refreshes have used their share of the budget.
  await clock.sleep(MINUTE);
  const waits = await firstRequests(bed, clock, 30);
  await viewers.stop();
  const show = (share: number) => `${quantile(waits, share)} ms`;
  report(
    'a first request while 500 are pending, upstream takes 100 ms',
    `median ${show(0.5)}, p95 ${show(0.95)}, ${refused(bed)} x 429`,
  );
  await bed.close();
});

it('a dead upstream and a killed process', async () => {
  const clock = fastClock(4);
  const bed = await openTestBed(clock);
  const { ids, byUser } = await addJobs(
    bed,
    'mortal',
    Array.from({ length: 60 }, () => between(30, 150) * SECOND),
  );
  await requestAll(bed, byUser);
  const viewers = startViewers(bed, clock, 50, (viewer) => byUser[viewer % byUser.length] ?? []);
  await clock.sleep(10 * SECOND);
  bed.upstream.setDead(true);
  const died = clock.now();
  const before = viewers.answers.length;
  await clock.sleep(2 * MINUTE);
  const during = viewers.answers.slice(before);
  const cost = callsSince(bed, died).length;
  bed.upstream.setDead(false);
  const back = clock.now();
  const missing = () =>
    ids.filter((id) => bed.upstream.endOf(id) <= back && !bed.upstream.seen.has(id));
  const missed = missing().length;
  await until(clock, 3 * MINUTE, () => missing().length === 0);
  report(
    'upstream dead for 2 minutes',
    `${cost} calls, ${during.filter(({ ok }) => ok).length} of ${during.length} answers from the rows`,
  );
  report(
    `all ${missed} that ended meanwhile seen`,
    `${((clock.now() - back) / SECOND).toFixed(0)} s after its return (the budget alone: ${(missed / 2).toFixed(0)} s)`,
  );
  await viewers.stop();

  const more = await addJobs(
    bed,
    'orphan',
    Array.from({ length: 60 }, () => between(30, 90) * SECOND),
  );
  await requestAll(bed, more.byUser);
  await bed.apps[1]?.stop('SIGKILL');
  bed.apps.splice(1, 1);
  await until(clock, 6 * MINUTE, () => more.ids.every((id) => bed.upstream.seen.has(id)));
  const settled = more.ids.filter((id) => bed.upstream.seen.has(id)).length;
  report(
    'kill -9 of one process',
    `${settled} of 60 settled, ${bed.upstream.overlaps()} requested twice at once, ${refused(bed)} x 429`,
  );
  await bed.close();
  console.log(
    '\nTime ran at 1x for the viewers and first requests, and at 4x for everything else.',
  );
});
