import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A clock that runs `factor` times as fast as the real one, the same in every process of the benchmark. */
export type FastClock = {
  factor: number;
  epoch: number;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
};

export function fastClock(factor: number): FastClock {
  const epoch = Date.now();
  return {
    factor,
    epoch,
    now: () => Math.round(epoch + (Date.now() - epoch) * factor),
    sleep: async (ms) => {
      await sleep(ms / factor);
    },
  };
}

export const LIMIT = 120;
const MINUTE_MS = 60_000;
const LATENCY_MS = 100;

export type StrictUpstream = {
  /** Ends in `/v1`. */
  url: string;
  /** Arrivals, ms of the fast clock. */
  calls: { at: number; id: string; status: number }[];
  /** Jobs that were requested twice at the same time. */
  overlaps: () => number;
  start: (id: string, durationMs: number) => void;
  startOf: (id: string) => number;
  endOf: (id: string) => number;
  /** When the end of each job was first reported, ms of the fast clock. */
  seen: Map<string, number>;
  setDead: (dead: boolean) => void;
  close: () => Promise<void>;
};

/** An upstream that responds with 429 to every call above 120 in any 60 seconds, and counts calls. */
export async function startStrictUpstream(clock: FastClock): Promise<StrictUpstream> {
  const jobs = new Map<string, { start: number; end: number }>();
  const calls: StrictUpstream['calls'] = [];
  const seen = new Map<string, number>();
  const inFlight = new Set<string>();
  let overlaps = 0;
  let dead = false;

  const answer = (id: string, response: ServerResponse) => {
    const at = clock.now();
    const recent = calls.filter((call) => call.status !== 429 && call.at > at - MINUTE_MS).length;
    const job = jobs.get(id);
    const status = recent >= LIMIT ? 429 : job ? 200 : 404;
    calls.push({ at, id, status });
    if (status !== 200 || !job) return response.writeHead(status).end();
    const done = at >= job.end;
    if (done && !seen.has(id)) seen.set(id, at);
    const createdAt = new Date(job.start).toISOString();
    const body = done
      ? { status: 'success', output: 'https://a.example/x.png', mode: 'furnish', createdAt }
      : { status: 'pending', mode: 'furnish', createdAt };
    return response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));
  };

  const server = createServer(async (request, response) => {
    const id = request.url?.split('/').at(-1) ?? '';
    if (dead) {
      calls.push({ at: clock.now(), id, status: 0 });
      return void response.destroy();
    }
    if (inFlight.has(id)) overlaps += 1;
    inFlight.add(id);
    await clock.sleep(LATENCY_MS);
    inFlight.delete(id);
    answer(id, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    overlaps: () => overlaps,
    seen,
    start: (id, durationMs) => {
      const start = clock.now();
      jobs.set(id, { start, end: start + durationMs });
    },
    startOf: (id) => jobs.get(id)?.start ?? Number.NaN,
    endOf: (id) => jobs.get(id)?.end ?? Number.NaN,
    setDead: (value) => {
      dead = value;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The most calls in any 60 seconds of the fast clock. */
export function busiestMinute(times: number[]): number {
  let most = 0;
  for (let from = 0, to = 0; to < times.length; to++) {
    while ((times[to] ?? 0) - (times[from] ?? 0) >= MINUTE_MS) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}
