import { randomUUID } from 'node:crypto';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { type Asked, type Asker, Contract } from '../../setup/contract';
import { type Document, operationsOf } from '../../setup/document';
import { routePaths, routesOf } from '../../setup/routes';
import { type Behaviour, startUpstream, type Upstream } from '../../setup/upstream';

let app: RunningApp;
let sandbox: RunningApp;
let upstream: Upstream;
let user: Client;
let document: Document;
let contract: Contract;

function startWithKey(timeoutMs = 10_000): Promise<RunningApp> {
  const env = { GEPETTO_API_KEY: TEST_KEY, GEPETTO_API_URL: upstream.url };
  return startApp({ env: { ...env, GEPETTO_TIMEOUT_MS: String(timeoutMs) } });
}

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startWithKey();
  sandbox = await startApp();
  user = await signedIn(app.url);
  document = (await (await fetch(`${app.url}/api/openapi.json`)).json()) as Document;
  contract = new Contract(document);
});
afterAll(async () => {
  await app?.stop();
  await sandbox?.stop();
  await upstream?.close();
});

const pending: Behaviour = { kind: 'json', body: '{"status":"pending"}' };
function jobThat(behaviour: Behaviour): string {
  const id = `job-${randomUUID()}`;
  upstream.set(id, behaviour);
  return id;
}
function finished(): string {
  const output = new URL('/pictures/one.png', upstream.url).href;
  return jobThat({
    kind: 'json',
    body: JSON.stringify({ status: 'success', output, mode: 'furnish', more: [1, null] }),
  });
}

const ask = (operation: string, asked: Asked = {}, who: Asker = user) =>
  contract.ask(who, operation, asked);
const add = (id: string) => ask('POST /api/jobs', { body: { id } });

describe('the document', () => {
  it('is valid OpenAPI 3.1, says where it is served, and is for everybody', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result).toEqual({ valid: true });
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.servers).toEqual([{ url: '/' }]);
  });

  it('is answered with 304 to whoever has it already', async () => {
    const first = await fetch(`${app.url}/api/openapi.json`);
    const etag = first.headers.get('etag') ?? '';
    const again = await fetch(`${app.url}/api/openapi.json`, {
      headers: { 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
    expect(first.headers.get('cache-control')).toBe('private, max-age=300');
  });

  it('has every route except the undocumented ones, and no other', async () => {
    const undocumented = ['/api/cron/sweep', '/api/openapi.json', '/api/samples', '/api/sign-up'];
    expect(routePaths()).toEqual(expect.arrayContaining(undocumented));
    const paths = routePaths().filter((path) => !undocumented.includes(path));
    const routes = await routesOf(app.url, paths);
    const described = operationsOf(document).map(([method, path]) => `${method} ${path}`);
    expect(described.sort()).toEqual(routes.sort());
  });
});

describe('answers that succeed are as the document says', () => {
  it('for a job that is looked up', async () => {
    const { headers } = await ask('GET /v1/job/{id}', { id: finished() });
    await ask('GET /v1/job/{id}', { id: jobThat(pending) });
    const id = finished();
    const etag = (await ask('GET /v1/job/{id}', { id })).headers.get('etag') ?? '';
    const again = await ask('GET /v1/job/{id}', { id, headers: { 'if-none-match': etag } });
    expect([again.status, headers.has('age')]).toEqual([304, true]);
  });

  it.each(['styles', 'rooms', 'skies'])('for the catalogue of %s', async (name) => {
    const anybody = await signedIn(sandbox.url);
    const first = await ask(`GET /v1/${name}`, {}, anybody);
    expect(first.status).toBe(200);
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    expect((await ask(`GET /v1/${name}`, { headers }, anybody)).status).toBe(304);
  });

  it('for the life of a job in the history', async () => {
    const id = finished();
    expect((await add(id)).json.job.id).toBe(id);
    const address = await ask('POST /api/jobs', { body: { text: `https://x.example/job/${id}` } });
    expect(address.json.job.id).toBe(id);
    expect((await ask('GET /api/jobs/{id}', { id })).json.job.state).toBe('succeeded');
    const change = { label: 'A label', archived: true };
    const { json } = await ask('PATCH /api/jobs/{id}', { id, body: change });
    expect(json.job).toMatchObject(change);
    const listed = await ask('GET /api/jobs', { query: '?archived=true&q=label&state=succeeded' });
    expect(listed.json).toMatchObject({ jobs: [{ id }], nextCursor: null });
    expect((await ask('POST /api/jobs/{id}/check', { id })).status).toBe(200);
    expect((await ask('GET /api/jobs/{id}/picture', { id })).status).toBe(200);
    expect((await ask('DELETE /api/jobs/{id}', { id })).status).toBe(204);
    expect((await ask('GET /api/jobs/{id}', { id })).status).toBe(404);
  });

  it('for every state of a job', async () => {
    const failed = jobThat({ kind: 'json', body: '{"status":"failed","error":"No room."}' });
    const waiting = jobThat(pending);
    for (const id of [failed, waiting]) await add(id);
    upstream.set(waiting, { kind: 'status', status: 500 });
    expect((await ask('GET /api/jobs/{id}', { id: failed })).json.job.failure).toBe('No room.');
    const live = await ask('GET /api/jobs/live', { query: `?id=${failed}&id=${waiting}` });
    expect(live.json.jobs).toHaveLength(2);
    const headers = { 'if-none-match': live.headers.get('etag') ?? '' };
    await ask('GET /api/jobs/live', { query: `?id=${failed}`, headers });
    const one = await ask('GET /api/jobs/live', { query: `?id=${failed}` });
    const same = { 'if-none-match': one.headers.get('etag') ?? '' };
    expect(
      (await ask('GET /api/jobs/live', { query: `?id=${failed}`, headers: same })).status,
    ).toBe(304);
  });

  it('for pages of the history, each job once', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, async () => jobThat(pending)));
    const reader = await signedIn(app.url);
    for (const id of ids) await ask('POST /api/jobs', { body: { id } }, reader);
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 10; pages += 1) {
      const query: string = `?limit=2${cursor && `&cursor=${cursor}`}`;
      const { json } = await ask('GET /api/jobs', { query }, reader);
      seen.push(...json.jobs.map((job: { id: string }) => job.id));
      cursor = json.nextCursor;
    }
    expect(seen).toEqual(ids.reverse());
  });

  it('for links', async () => {
    const id = finished();
    await add(id);
    const { json } = await ask('POST /api/jobs/{id}/shares', { id });
    expect((await ask('GET /api/jobs/{id}/shares', { id })).json.shares).toEqual([json.share]);
    const shareId = json.share.id;
    const revoked = await ask('DELETE /api/jobs/{id}/shares/{shareId}', { id, shareId });
    expect(revoked.status).toBe(204);
  });

  it('for tokens', async () => {
    const body = { name: 'CI', scopes: ['jobs:read'] };
    const { status, json } = await ask('POST /api/tokens', { body });
    expect(status).toBe(201);
    expect((await ask('GET /api/tokens')).json.tokens).toContainEqual(json.view);
    const { id } = json.view;
    expect((await ask('DELETE /api/tokens/{id}', { id })).status).toBe(204);
    expect((await ask('DELETE /api/tokens/{id}', { id })).status).toBe(404);
  });

  it('for webhooks', async () => {
    // A private address: every delivery to it fails.
    const body = { url: 'https://127.0.0.1/receiver' };
    const { status, json } = await ask('POST /api/webhooks', { body });
    expect(status).toBe(201);
    const { id } = json.webhook;
    const tested = await ask('POST /api/webhooks/{id}/test', { id });
    expect(tested.json.delivery.error).toBeTypeOf('string');
    const deliveryId = tested.json.delivery.id;
    const again = 'POST /api/webhooks/{id}/deliveries/{deliveryId}/redeliver';
    expect((await ask(again, { id, deliveryId })).status).toBe(200);
    const log = await ask('GET /api/webhooks/{id}/deliveries', { id });
    expect(log.json.deliveries).toMatchObject([{ id: deliveryId, attempts: 2 }]);
    expect((await ask('GET /api/webhooks/{id}/secret', { id })).json.secret).toBe(json.secret);
    await ask('POST /api/webhooks/{id}/secret', { id });
    await ask('PATCH /api/webhooks/{id}', { id, body: { enabled: false } });
    const { json: one } = await ask('GET /api/webhooks/{id}', { id });
    expect(one.webhook).toMatchObject({ id, enabled: false });
    expect((await ask('GET /api/webhooks')).json.webhooks).toEqual([one.webhook]);
    expect((await ask('DELETE /api/webhooks/{id}', { id })).status).toBe(204);
  });

  it('for files and for probes', async () => {
    await add(finished());
    for (const query of ['', '?format=csv&archived=any', '?format=jsonl&state=succeeded']) {
      expect((await ask('GET /api/jobs/export', { query })).status).toBe(200);
    }
    expect((await ask('GET /api/health')).status).toBe(200);
    expect((await ask('GET /api/ready')).status).toBe(200);
  });
});

describe('refusals are as the document says', () => {
  it('to nobody, on every operation that asks who it is', async () => {
    const nobody = {
      fetch: (path: string, init: RequestInit = {}) =>
        fetch(`${app.url}${path}`, {
          ...init,
          headers: { ...(init.headers as Record<string, string>), origin: app.url },
        }),
    };
    const asking = operationsOf(document).filter(([, , { security }]) => security.length > 0);
    expect(asking.length).toBeGreaterThan(15);
    for (const [method, path, { requestBody }] of asking) {
      const body = requestBody ? { id: 'x' } : undefined;
      const { status } = await ask(`${method} ${path}`, { body }, nobody);
      expect([method, path, status]).toEqual([method, path, 401]);
    }
  });

  it('to a change that no page of ours asked for', async () => {
    for (const [method, path] of operationsOf(document).filter(([m]) => m !== 'GET')) {
      const headers = { origin: 'https://evil.example' };
      const { status } = await ask(`${method} ${path}`, { body: { archived: true }, headers });
      expect([method, path, status]).toEqual([method, path, 403]);
    }
  });

  it('for a job or a webhook that does not exist', async () => {
    const ofWebhooks = operationsOf(document).filter(([, path]) =>
      path.startsWith('/api/webhooks/{id}'),
    );
    for (const [method, path, { requestBody }] of ofWebhooks) {
      const body = requestBody ? { enabled: true } : undefined;
      expect((await ask(`${method} ${path}`, { body })).json.error.code).toBe('not_found');
    }
    const inHistory = operationsOf(document).filter(([, path]) =>
      path.startsWith('/api/jobs/{id}'),
    );
    for (const [method, path, { requestBody }] of inHistory) {
      const body = requestBody ? { archived: true } : undefined;
      const { status } = await ask(`${method} ${path}`, { body });
      expect([method, path, status]).toEqual([method, path, 404]);
    }
    for (const status of [400, 404, 410, 422]) {
      const id = jobThat({ kind: 'status', status });
      expect((await ask('GET /v1/job/{id}', { id })).status).toBe(status);
      expect((await add(id)).status).toBe(status);
    }
    expect((await ask('GET /v1/job/{id}', { id: 'a%20b' })).json.error.code).toBe('invalid_job_id');
  });

  it.each([
    [{ kind: 'status', status: 401 }, 502, 'upstream_key_rejected'],
    [{ kind: 'html' }, 502, 'upstream_unavailable'],
    [{ kind: 'status', status: 500 }, 502, 'upstream_unavailable'],
    [{ kind: 'hang' }, 504, 'upstream_timeout'],
    [{ kind: 'status', status: 429, headers: { 'retry-after': '1' } }, 503, 'upstream_busy'],
  ] as [Behaviour, number, string][])('when upstream does %j', async (behaviour, status, code) => {
    // A deployment of its own: upstream's trouble is remembered for everybody.
    const own = await startWithKey(3_000);
    try {
      const somebody = await signedIn(own.url);
      const found = await ask('GET /v1/job/{id}', { id: jobThat(behaviour) }, somebody);
      expect([found.status, found.json.error.code]).toEqual([status, code]);
    } finally {
      await own.stop();
    }
  });

  it('for a picture that cannot be had', async () => {
    const output = new URL('/pictures/page.png', upstream.url).href;
    const id = jobThat({ kind: 'json', body: JSON.stringify({ status: 'success', output }) });
    await add(id);
    expect((await ask('GET /api/jobs/{id}/picture', { id })).status).toBe(502);
    expect((await ask('GET /api/jobs/{id}/picture', { id, query: '?of=input' })).status).toBe(404);
  });

  it('to whoever asks for too many ids that do not exist', async () => {
    const guesser = await signedIn(app.url);
    const codes: number[] = [];
    for (let n = 0; n <= 20; n += 1) {
      const { status } = await ask('GET /v1/job/{id}', { id: `no-${randomUUID()}` }, guesser);
      codes.push(status);
    }
    expect(codes.at(-1)).toBe(429);
  });
});

describe('the tests above', () => {
  it('have had a success and a refusal of every operation', () => {
    const unseen = operationsOf(document).filter(([, , { operationId, security }]) => {
      const of = [...contract.seen].filter((seen) => seen.startsWith(`${operationId} `));
      const has = (digit: string) => of.some((seen) => seen.split(' ')[1]?.startsWith(digit));
      return !has('2') || (security.length > 0 && !has('4'));
    });
    expect(unseen.map(([method, path]) => `${method} ${path}`)).toEqual([]);
  });
});
