import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { testOnJobServer } from '../../setup/job-server-test';
import { bearer, tokenOf } from '../../setup/token';

const BODY = {
  url: 'https://a.example/room.jpg',
  styleId: 'modern',
  roomId: 'living_room',
  creativity: 31,
  unknown: { nested: [1, 'é', null] },
};

const it = testOnJobServer
  .extend('startToken', { scope: 'file' }, ({ user }) =>
    tokenOf(user, { scopes: ['jobs:start', 'jobs:read'] }),
  )
  /** Starts a job as a script does. */
  .extend(
    'post',
    ({ app, startToken }) =>
      (body: object, headers: Record<string, string> = {}, mode = 'redesign') =>
        fetch(
          `${app.url}/v1/${mode}`,
          bearer(startToken, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...headers },
            body: JSON.stringify(body),
          }),
        ),
  );
it.override('env', {
  GEPETTO_TIMEOUT_MS: '700',
  WEBHOOKS_ALLOW_PRIVATE: 'true',
});

const errorOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { status: response.status, ...error };
};
const named = async (response: Response) => (await response.json()) as { id: string };

describe('POST /v1/<mode> with a webhook', () => {
  it("sends the body but for the webhook, answers as upstream, and calls the caller's", async ({
    server,
    receiver,
    post,
    app,
    startToken,
  }) => {
    const path = `/${randomUUID()}`;
    const response = await post({ ...BODY, webhook: `${receiver.url}${path}` });
    expect(response.status).toBe(200);
    const answer = (await response.json()) as { id: string };
    expect(answer).toEqual({ status: 'pending', id: answer.id, mode: 'redesign' });
    const { webhook, ...sent } = server.posts.at(-1)?.body ?? {};
    expect(sent).toEqual(BODY);
    expect(webhook).toMatch(/\/api\/hooks\/gepetto\/[\w-]{43}$/);
    expect(receiver.at(path)).toEqual([]);

    expect(await server.call(answer.id)).toBe(204);
    await expect.poll(() => receiver.at(path).length, { timeout: 5_000 }).toBe(1);
    const output = `${new URL(server.url).origin}/pictures/${answer.id}.png`;
    expect(JSON.parse(receiver.at(path)[0]?.body ?? '')).toEqual({ id: answer.id, output });
    const job = await fetch(`${app.url}/v1/job/${answer.id}`, bearer(startToken));
    expect(await job.json()).toEqual({ status: 'success', output, mode: 'redesign' });
  });

  it.for([
    ['ftp://a.example/x', /^webhook: /],
    ['not a url', /^webhook: must be a URL/],
    [17, /^webhook: must be a URL/],
    ['https://name:word@a.example/', /^webhook: /],
  ] as const)('refuses %s, and nothing is sent', async ([webhook, message], { server, post }) => {
    const before = server.posts.length;
    const error = await errorOf(await post({ ...BODY, webhook }));
    expect(error).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(error.message).toMatch(message);
    expect(server.posts).toHaveLength(before);
  });
});

describe('POST /v1/<mode> without a webhook', () => {
  it('waits for the picture and answers it in base64', async ({ server, post }) => {
    server.endAfter(300);
    const response = await post(BODY, {}, 'magic-enhancer');
    server.endAfter(null);
    expect(response.status).toBe(200);
    const { base64, ...rest } = (await response.json()) as { base64: string };
    expect(rest).toEqual({ status: 'success' });
    expect(Buffer.from(base64, 'base64').subarray(1, 4).toString()).toBe('PNG');
    expect(Buffer.from(base64, 'base64').toString('base64')).toBe(base64);
  });

  it('names the job if it has not ended in time, and loses nothing', async ({
    server,
    post,
    app,
    startToken,
  }) => {
    const response = await post(BODY, { prefer: 'wait=2' });
    const jobId = String(server.posts.at(-1)?.jobId);
    expect(response.headers.get('location')).toBe(`/v1/job/${jobId}`);
    expect(await errorOf(response)).toMatchObject({
      status: 504,
      code: 'job_unfinished',
      message: expect.stringContaining(jobId),
    });
    expect(await server.call(jobId)).toBe(204);
    const ask = async () => {
      const job = await fetch(`${app.url}/v1/job/${jobId}`, bearer(startToken));
      return ((await job.json()) as { status: string }).status;
    };
    await expect.poll(ask, { timeout: 15_000, interval: 500 }).toBe('success');
  });

  it('answers at once if the client prefers that', async ({ server, post }) => {
    const { id } = await named(await post(BODY, { prefer: 'respond-async' }));
    expect(id).toBe(server.posts.at(-1)?.jobId);
  });
});

describe('an Idempotency-Key', () => {
  it('starts one job, however often and at once it is sent', async ({ server, post }) => {
    const before = server.posts.length;
    const headers = { prefer: 'respond-async', 'idempotency-key': randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(async () => named(await post(BODY, headers))));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await named(await post(BODY, headers))).toEqual(answers[0]);
    expect(server.posts).toHaveLength(before + 1);
    const other = await post({ ...BODY, creativity: 3 }, headers);
    expect(await errorOf(other)).toMatchObject({ status: 422, code: 'idempotency_conflict' });
    expect(server.posts).toHaveLength(before + 1);
  });
});

describe('what upstream says no to', () => {
  it.for([400, 403, 404, 413, 422])(
    'is answered with its %i and words',
    async (status, { server, post }) => {
      server.next({ status, body: '{"error":"creativity must be at most 30."}' });
      expect(await errorOf(await post(BODY))).toEqual({
        status,
        code: 'start_refused',
        message: 'Gepetto refused the request: creativity must be at most 30.',
      });
    },
  );

  it.for([
    ['silence', 'start-silently', 504],
    ['a closed connection', 'start-and-close', 504],
    ['a 500', { status: 500 }, 502],
    ['HTML', { status: 200, body: '<h1>Hello</h1>', type: 'text/html' }, 502],
  ] as const)(
    'is uncertain after %s, and is not sent again',
    async ([, fate, status], { server, post }) => {
      const before = server.posts.length;
      server.next(fate);
      const headers = { 'idempotency-key': randomUUID() };
      const expected = { status, code: 'start_uncertain' };
      expect(await errorOf(await post(BODY, headers))).toMatchObject(expected);
      expect(await errorOf(await post(BODY, headers))).toMatchObject(expected);
      expect(server.posts).toHaveLength(before + 1);
    },
  );
});

describe('the path', () => {
  it.for([
    ['GET', '/v1/redesign', 405],
    ['POST', '/v1/rooms', 405],
    ['POST', '/v1/nothing', 404],
    ['PUT', '/v1/nothing', 404],
    ['GET', '/v1/nothing', 404],
  ] as const)('%s %s gets %i', async ([method, path, status], { app, startToken }) => {
    const response = await fetch(`${app.url}${path}`, bearer(startToken, { method }));
    expect(response.status).toBe(status);
    if (path === '/v1/redesign') expect(response.headers.get('allow')).toBe('POST, OPTIONS');
  });

  it('needs the scope jobs:start', async ({ app, user, server }) => {
    const before = server.posts.length;
    const token = await tokenOf(user, { scopes: ['jobs:read', 'jobs:write', 'shares:write'] });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    const response = await fetch(`${app.url}/v1/redesign`, bearer(token, init));
    expect(await errorOf(response)).toMatchObject({ status: 403, code: 'insufficient_scope' });
    expect(server.posts).toHaveLength(before);
  });
});

describe('without credit', () => {
  it('a request gets 402, and waits in no queue', async ({ server, post, user }) => {
    server.next({ status: 402 });
    const error = await errorOf(await post(BODY));
    expect(error).toMatchObject({ status: 402, code: 'upstream_out_of_credit' });
    const open = await (await user.fetch('/api/submissions?open=true')).json();
    expect(
      (open as { submissions: { state: string }[] }).submissions.filter(
        ({ state }) => state === 'queued',
      ),
    ).toEqual([]);
  });
});
