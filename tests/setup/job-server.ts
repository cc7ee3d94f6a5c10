import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { halves } from './pictures';

/** What becomes of a POST that starts a job. */
export type Fate =
  /** A job is started and named. */
  | 'start'
  /** A job is started, but nobody learns of it: no answer, or the connection ends. */
  | 'start-silently'
  | 'start-and-close'
  /** Nothing is started. */
  | { status: number; body?: string; type?: string; retryAfter?: number };

type Post = { at: number; mode: string; body: Record<string, unknown>; jobId: string | null };

export type JobServer = {
  /** Ends in `/v1`. */
  url: string;
  /** Every POST so far. */
  posts: Post[];
  /** The ids that were asked for, in order. */
  asked: string[];
  /** When each call arrived, ms. */
  calls: number[];
  /** The fates of the next POSTs; after them every one is `start`. */
  next: (...fates: Fate[]) => void;
  /** The fate of all POSTs without another one. */
  always: (fate: Fate) => void;
  /** Ends a job: from now on GET says so. */
  finish: (jobId: string) => void;
  /** Ends a job and calls its webhook. Returns the status of the answer; undefined if nobody answered. */
  call: (jobId: string, body?: string) => Promise<number | undefined>;
  /** What happens after a job was started and before it is named. */
  onPost: (listener: (started: { webhook: string; jobId: string }) => Promise<void>) => void;
  /** How long jobs take until they end and their webhooks are called, ms; null: they do not end by themselves. */
  endAfter: (ms: number | null) => void;
  close: () => Promise<void>;
};

const PENDING = (id: string, mode: string) => JSON.stringify({ status: 'pending', id, mode });

async function sendPicture(response: ServerResponse) {
  const png = await halves(90, 60).png().toBuffer();
  response.writeHead(200, { 'content-type': 'image/png' }).end(png);
}

/** An upstream that starts jobs, counts what it is sent, and calls webhooks. */
export async function startJobServer(): Promise<JobServer> {
  const jobs = new Map<string, { mode: string; done: boolean; webhook: string }>();
  const posts: Post[] = [];
  const asked: string[] = [];
  const calls: number[] = [];
  const fates: Fate[] = [];
  let usual: Fate = 'start';
  let endAfterMs: number | null = null;
  let heard: Parameters<JobServer['onPost']>[0] | undefined;

  const output = (id: string) => `${origin}/pictures/${id}.png`;
  const call = async (jobId: string, body?: string) => {
    const job = jobs.get(jobId);
    if (!job) throw new Error(`There is no job ${jobId}.`);
    job.done = true;
    const sent = body ?? JSON.stringify({ id: jobId, output: output(jobId) });
    const headers = { 'content-type': 'application/json' };
    return fetch(job.webhook, { method: 'POST', headers, body: sent }).then(
      ({ status }) => status,
      () => undefined,
    );
  };

  function create(mode: string, body: Record<string, unknown>): string {
    const id = `job-${randomUUID()}`;
    jobs.set(id, { mode, done: false, webhook: String(body.webhook ?? '') });
    if (endAfterMs !== null) setTimeout(() => void call(id), endAfterMs).unref();
    return id;
  }

  async function post(mode: string, request: IncomingMessage, response: ServerResponse) {
    const body = JSON.parse(await text(request)) as Record<string, unknown>;
    const fate = fates.shift() ?? usual;
    const jobId = typeof fate === 'string' ? create(mode, body) : null;
    posts.push({ at: Date.now(), mode, body, jobId });
    if (typeof fate !== 'string') {
      const { status, body: words = '', type = 'application/json', retryAfter } = fate;
      const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
      return void response.writeHead(status, { 'content-type': type, ...wait }).end(words);
    }
    if (fate === 'start-silently') return;
    if (fate === 'start-and-close') return void response.destroy();
    await heard?.({ webhook: String(body.webhook), jobId: String(jobId) });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(PENDING(String(jobId), mode));
  }

  function get(id: string, response: ServerResponse) {
    asked.push(id);
    const job = jobs.get(id);
    if (!job) return void response.writeHead(404).end();
    const done = JSON.stringify({ status: 'success', output: output(id), mode: job.mode });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(job.done ? done : JSON.stringify({ status: 'pending', mode: job.mode }));
  }

  const server = createServer((request, response) => {
    const { method, url = '' } = request;
    const name = url.split('/').at(-1) ?? '';
    if (url.startsWith('/v1/')) calls.push(Date.now());
    if (method === 'POST') void post(name, request, response);
    else if (url.startsWith('/v1/job/')) get(name, response);
    else if (url.startsWith('/pictures/')) void sendPicture(response);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/v1`,
    posts,
    asked,
    calls,
    next: (...more) => fates.push(...more),
    always: (fate) => {
      usual = fate;
    },
    finish: (jobId) => {
      const job = jobs.get(jobId);
      if (job) job.done = true;
    },
    call,
    onPost: (listener) => {
      heard = listener;
    },
    endAfter: (ms) => {
      endAfterMs = ms;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
