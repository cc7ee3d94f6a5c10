import { it } from 'vitest';
import { addJobs, askAs, type House, openHouse, startViewers } from './house';
import {
  busiestMinute,
  type FastClock,
  fastClock,
  LIMIT,
  startStrictUpstream,
} from './strict-upstream';
import { oracle, quantile, roundRobin } from './yardsticks';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function report(what: string, measured: string): void {
  console.log(`${what.padEnd(58)} ${measured}`);
}

const between = (low: number, high: number) => low + Math.random() * (high - low);
const refused = (house: House) => house.upstream.calls.filter((call) => call.status === 429).length;
const callsSince = (house: House, at: number) =>
  house.upstream.calls.filter((call) => call.at >= at);

/** First sights, one after the other: what brings a job into a history. Returns how long each took. */
async function lookAt(house: House, byUser: string[][]): Promise<number[]> {
  const took: number[] = [];
  await Promise.all(
    byUser.map(async (ids, user) => {
      for (const id of ids) {
        const start = performance.now();
        const response = await askAs(house, user, `/v1/job/${id}`);
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

/** What a proxy without a memory passes on: every poll of every job of every viewer. */
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

it('viewers cost nothing', async () => {
  for (const count of [1, 100, 1_000]) {
    const clock = fastClock(1);
    const house = await openHouse(clock);
    const { ids, byUser } = await addJobs(house, 'long', Array(10).fill(60 * MINUTE));
    await lookAt(
      house,
      byUser.map(() => [...ids]),
    );
    const viewers = startViewers(house, clock, count, () => ids);
    const start = clock.now();
    await clock.sleep(40 * SECOND);
    const calls = callsSince(house, start).length;
    await viewers.stop();
    const asked = viewers.answers.length;
    report(
      `${count} viewers of 10 pending jobs, 40 s`,
      `${calls} calls upstream, ${asked} answers, ${refused(house)} x 429`,
    );
    await house.close();
  }
  for (const count of [1, 100]) {
    report(`pass-through with a 2 s poll, ${count} viewers, 30 s`, await passThrough(count));
  }
});

it('many jobs at once', async () => {
  const clock = fastClock(4);
  const house = await openHouse(clock);
  // What the policy learns from: 240 jobs of the mode, under a light load.
  for (let batch = 0; batch < 12; batch++) {
    const { byUser } = await addJobs(
      house,
      `taught-${batch}`,
      Array.from({ length: 20 }, () => between(30, 120) * SECOND),
    );
    await lookAt(house, byUser);
    await clock.sleep(45 * SECOND);
  }
  await clock.sleep(3 * MINUTE);
  const taught = house.upstream.seen.size;

  const durations = Array.from({ length: 500 }, () => between(30, 120) * SECOND);
  const start = clock.now();
  const { ids, byUser } = await addJobs(house, 'crowd', durations);
  const looking = lookAt(house, byUser);
  const viewers = startViewers(
    house,
    clock,
    200,
    (viewer) => byUser[viewer % byUser.length]?.slice(0, 24) ?? [],
  );
  const firstSights: number[] = [];
  const newcomers = (async () => {
    await looking;
    for (let i = 0; i < 30; i++) {
      house.upstream.start(`newcomer-${i}`, 10 * MINUTE);
      const began = clock.now();
      await askAs(house, i, `/v1/job/newcomer-${i}`);
      firstSights.push(clock.now() - began);
      await clock.sleep(4 * SECOND);
    }
  })();
  await until(clock, 20 * MINUTE, () => ids.every((id) => house.upstream.seen.has(id)));
  const end = clock.now();
  await newcomers;
  await viewers.stop();
  const delays = ids.map((id) => (house.upstream.seen.get(id) ?? end) - house.upstream.endOf(id));
  const ends = ids.map((id) => house.upstream.endOf(id) - start);
  const used =
    callsSince(house, start).filter((call) => call.at <= end).length / ((end - start) / MINUTE);
  const [o, r] = [oracle(ends, MINUTE / LIMIT), roundRobin(ends, MINUTE / LIMIT)];
  const show = (list: number[]) =>
    `median ${(quantile(list, 0.5) / SECOND).toFixed(1)} s, p95 ${(quantile(list, 0.95) / SECOND).toFixed(1)} s`;
  report(
    '500 jobs at once: busiest minute at upstream',
    `${busiestMinute(house.upstream.calls.map(({ at }) => at))} of ${LIMIT}, ${refused(house)} x 429`,
  );
  report('500 jobs at once: budget used', `${((100 * used) / LIMIT).toFixed(0)} %`);
  report(`delay, after ${taught} jobs had been seen`, show(delays));
  report('delay of the oracle', show(o));
  report('delay of the round robin', show(r));
  report('seen of 500', String(ids.filter((id) => house.upstream.seen.has(id)).length));
  report('first sight while they were pending', `p95 ${quantile(firstSights, 0.95)} ms`);
  await house.close();
});

it('a dead upstream and a killed process', async () => {
  const clock = fastClock(4);
  const house = await openHouse(clock);
  const { ids, byUser } = await addJobs(
    house,
    'mortal',
    Array.from({ length: 60 }, () => between(30, 150) * SECOND),
  );
  await lookAt(house, byUser);
  const viewers = startViewers(house, clock, 50, (viewer) => byUser[viewer % byUser.length] ?? []);
  await clock.sleep(10 * SECOND);
  house.upstream.setDead(true);
  const died = clock.now();
  const before = viewers.answers.length;
  await clock.sleep(2 * MINUTE);
  const during = viewers.answers.slice(before);
  const cost = callsSince(house, died).length;
  house.upstream.setDead(false);
  const back = clock.now();
  const owed = () =>
    ids.filter((id) => house.upstream.endOf(id) <= back && !house.upstream.seen.has(id));
  const debt = owed().length;
  await until(clock, 3 * MINUTE, () => owed().length === 0);
  report(
    'upstream dead for 2 minutes',
    `${cost} calls, ${during.filter(({ ok }) => ok).length} of ${during.length} answers from the rows`,
  );
  report(
    `all ${debt} that had ended meanwhile seen`,
    `${((clock.now() - back) / SECOND).toFixed(0)} s after its return (the budget alone: ${(debt / 2).toFixed(0)} s)`,
  );
  await viewers.stop();

  const more = await addJobs(
    house,
    'orphan',
    Array.from({ length: 60 }, () => between(30, 90) * SECOND),
  );
  await lookAt(house, more.byUser);
  await house.apps[1]?.stop('SIGKILL');
  house.apps.splice(1, 1);
  await until(clock, 6 * MINUTE, () => more.ids.every((id) => house.upstream.seen.has(id)));
  const settled = more.ids.filter((id) => house.upstream.seen.has(id)).length;
  report(
    'kill -9 of one process',
    `${settled} of 60 settled, ${house.upstream.overlaps()} asked for twice at once, ${refused(house)} x 429`,
  );
  await house.close();
  console.log('\nTime ran 1x for the viewers and 4x, everything alike, for the rest.');
});
