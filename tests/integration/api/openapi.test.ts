import { randomUUID } from 'node:crypto';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect } from 'vitest';
import { askForLinks } from '../../setup/ask-for-links';
import { signedIn } from '../../setup/client';
import type { Asked, Asker } from '../../setup/contract';
import { operationsOf } from '../../setup/document';
import {
  finished,
  isOfStarting,
  PENDING,
  testOpenApi as test,
  visitorOf,
} from '../../setup/openapi-test';
import { signedInOperator } from '../../setup/operator';
import { routePaths, routesOf } from '../../setup/routes';
import type { Behaviour } from '../../setup/upstream';

const it = test
  .extend(
    'ask',
    ({ contract, user }) =>
      (operation: string, asked: Asked = {}, who: Asker = user) =>
        contract.ask(who, operation, asked),
  )
  .extend(
    'add',
    ({ ask }) =>
      (id: string) =>
        ask('POST /api/jobs', { body: { id } }),
  );
const OPERATOR = 'operator@example.com';
it.override('env', { GEPETTO_TIMEOUT_MS: '10000', ADMIN_EMAILS: OPERATOR });

describe('the document', () => {
  it('is valid OpenAPI 3.1 with a relative server address', async ({ document }) => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result).toEqual({ valid: true });
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.servers).toEqual([{ url: '/' }]);
  });

  it('is answered with 304 if its ETag matches', async ({ app }) => {
    const first = await fetch(`${app.url}/api/openapi.json`);
    const etag = first.headers.get('etag') ?? '';
    const again = await fetch(`${app.url}/api/openapi.json`, {
      headers: { 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
    expect(first.headers.get('cache-control')).toBe('private, max-age=300');
  });

  it('has every route except the undocumented ones, and no other', async ({ app, document }) => {
    const undocumented = ['/api/cron/sweep', '/api/openapi.json', '/api/samples', '/api/sign-up'];
    expect(routePaths()).toEqual(expect.arrayContaining(undocumented));
    // Of our own pages, and what Gepetto calls.
    const isOurs = (path: string) =>
      /^\/api\/(?:account|sign-in|catalogue|hooks)(?:\/|$)/.test(path);
    const paths = routePaths().filter((path) => !undocumented.includes(path) && !isOurs(path));
    const routes = await routesOf(app.url, paths);
    const described = operationsOf(document).map(([method, path]) => `${method} ${path}`);
    expect(described.sort()).toEqual(routes.sort());
  });
});

describe('successful responses match the document', () => {
  it('for a job through the drop-in', async ({ upstream, ask }) => {
    const { headers } = await ask('GET /v1/job/{id}', { id: finished(upstream) });
    await ask('GET /v1/job/{id}', { id: upstream.add(PENDING) });
    const id = finished(upstream);
    const etag = (await ask('GET /v1/job/{id}', { id })).headers.get('etag') ?? '';
    const again = await ask('GET /v1/job/{id}', { id, headers: { 'if-none-match': etag } });
    expect([again.status, headers.has('age')]).toEqual([304, true]);
  });

  it.for(['styles', 'rooms', 'skies'])(
    'for the catalogue of %s',
    async (name, { sandboxApp, ask }) => {
      const anybody = await signedIn(sandboxApp.url);
      const first = await ask(`GET /v1/${name}`, {}, anybody);
      expect(first.status).toBe(200);
      const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
      expect((await ask(`GET /v1/${name}`, { headers }, anybody)).status).toBe(304);
    },
  );

  it('for a job in the history, from adding to removing', async ({ upstream, ask, add }) => {
    const id = finished(upstream);
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
    expect((await ask('POST /api/jobs/{id}/result', { id })).status).toBe(200);
    expect((await ask('GET /api/jobs/{id}/picture', { id })).status).toBe(200);
    expect((await ask('DELETE /api/jobs/{id}', { id })).status).toBe(204);
    expect((await ask('GET /api/jobs/{id}', { id })).status).toBe(404);
  });

  it('for every state of a job', async ({ upstream, ask, add }) => {
    const failed = upstream.add({ kind: 'json', body: '{"status":"failed","error":"No room."}' });
    const waiting = upstream.add(PENDING);
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

  it('for pages of the history, with each job once', async ({ app, upstream, ask }) => {
    const ids = await Promise.all(Array.from({ length: 5 }, async () => upstream.add(PENDING)));
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

  it('for shares', async ({ upstream, database, ask, add }) => {
    const id = finished(upstream);
    await add(id);
    const { json } = await ask('POST /api/jobs/{id}/shares', { id });
    expect((await ask('GET /api/jobs/{id}/shares', { id })).json.shares).toEqual([json.share]);
    const shareId = json.share.id;
    const revoked = await ask('DELETE /api/jobs/{id}/shares/{shareId}', { id, shareId });
    expect(revoked.status).toBe(204);
    await askForLinks(ask, database.db, id);
  });

  it('for tokens', async ({ ask }) => {
    const body = { name: 'CI', scopes: ['jobs:read'] };
    const { status, json } = await ask('POST /api/tokens', { body });
    expect(status).toBe(201);
    expect((await ask('GET /api/tokens')).json.tokens).toContainEqual(json.view);
    const { id } = json.view;
    expect((await ask('DELETE /api/tokens/{id}', { id })).status).toBe(204);
    expect((await ask('DELETE /api/tokens/{id}', { id })).status).toBe(404);
  });

  it('for webhooks', async ({ ask }) => {
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

  it('for an operator, who manages people', async ({ app, database, ask }) => {
    const operator = await signedInOperator(database.db, app.url, OPERATOR);
    const { email } = await signedIn(app.url);
    const { json } = await ask('GET /api/people', { query: `?q=${email}` }, operator);
    const [{ id }] = json.people;
    const of = (operation: string, asked: Asked = {}) => ask(operation, { id, ...asked }, operator);
    expect((await of('GET /api/people/{id}')).json.person.email).toBe(email);
    const disabled = await of('PATCH /api/people/{id}', { body: { disabled: true } });
    expect(disabled.json.person.state).toBe('disabled');
    expect((await of('DELETE /api/people/{id}/sessions')).status).toBe(204);
    expect((await of('DELETE /api/people/{id}/second-factor')).status).toBe(204);
    expect((await of('POST /api/people/{id}/reset-link')).status).toBe(201);
    const deletion = await of('POST /api/people/{id}/deletion', { body: { jobs: 'delete' } });
    expect(deletion.json.done).toBe(true);
    expect((await of('GET /api/people/{id}')).status).toBe(404);

    const invited = await ask('POST /api/invitations', { body: {} }, operator);
    const invitation = { id: invited.json.invitation.id };
    expect((await ask('GET /api/invitations', {}, operator)).json.invitations).toHaveLength(1);
    expect((await ask('POST /api/invitations/{id}/link', invitation, operator)).status).toBe(201);
    expect((await ask('DELETE /api/invitations/{id}', invitation, operator)).status).toBe(204);

    expect((await ask('GET /api/security-log', {}, operator)).json.lines).not.toEqual([]);
    for (const query of ['', '?format=jsonl']) {
      expect((await ask('GET /api/security-log/export', { query }, operator)).status).toBe(200);
    }
  });

  it('for exports and health checks', async ({ upstream, ask, add }) => {
    await add(finished(upstream));
    for (const query of ['', '?format=csv&archived=any', '?format=jsonl&state=succeeded']) {
      expect((await ask('GET /api/jobs/export', { query })).status).toBe(200);
    }
    expect((await ask('GET /api/health')).status).toBe(200);
    expect((await ask('GET /api/ready')).status).toBe(200);
  });
});

describe('errors match the document', () => {
  it('without credentials, on every operation that needs them', async ({ app, document, ask }) => {
    const nobody = visitorOf(app.url);
    const asking = operationsOf(document).filter(([, , { security }]) => security.length > 0);
    expect(asking.length).toBeGreaterThan(15);
    for (const [method, path, { requestBody }] of asking) {
      const body = requestBody ? { id: 'x' } : undefined;
      const { status } = await ask(`${method} ${path}`, { body }, nobody);
      expect([method, path, status]).toEqual([method, path, 401]);
    }
  });

  it('for a change from another origin', async ({ document, ask }) => {
    for (const [method, path] of operationsOf(document).filter(([m]) => m !== 'GET')) {
      const headers = { origin: 'https://evil.example' };
      const { status } = await ask(`${method} ${path}`, { body: { archived: true }, headers });
      expect([method, path, status]).toEqual([method, path, 403]);
    }
  });

  it('for a job or a webhook that does not exist', async ({ upstream, document, ask, add }) => {
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
      const body = requestBody?.required ? { archived: true } : undefined;
      const { status } = await ask(`${method} ${path}`, { body });
      expect([method, path, status]).toEqual([method, path, 404]);
    }
    for (const status of [400, 404, 410, 422]) {
      const id = upstream.add({ kind: 'status', status });
      expect((await ask('GET /v1/job/{id}', { id })).status).toBe(status);
      expect((await add(id)).status).toBe(status);
    }
    expect((await ask('GET /v1/job/{id}', { id: 'a%20b' })).json.error.code).toBe('invalid_job_id');
  });

  it.for([
    [{ kind: 'status', status: 401 }, 502, 'upstream_key_rejected'],
    [{ kind: 'html' }, 502, 'upstream_unavailable'],
    [{ kind: 'status', status: 500 }, 502, 'upstream_unavailable'],
    [{ kind: 'hang' }, 504, 'upstream_timeout'],
    [{ kind: 'status', status: 429, headers: { 'retry-after': '1' } }, 503, 'upstream_busy'],
  ] as [Behaviour, number, string][])(
    'when upstream responds with %j',
    async ([behaviour, status, code], { startSeparate, upstream, ask }) => {
      // A separate app: upstream errors are remembered for all of its users.
      const own = await startSeparate({ GEPETTO_TIMEOUT_MS: '3000' });
      const other = await signedIn(own.url);
      const found = await ask('GET /v1/job/{id}', { id: upstream.add(behaviour) }, other);
      expect([found.status, found.json.error.code]).toEqual([status, code]);
      await own.stop();
    },
  );

  it('for a picture that cannot be fetched', async ({ upstream, ask, add }) => {
    const output = new URL('/pictures/page.png', upstream.url).href;
    const id = upstream.add({ kind: 'json', body: JSON.stringify({ status: 'success', output }) });
    await add(id);
    expect((await ask('GET /api/jobs/{id}/picture', { id })).status).toBe(502);
    expect((await ask('GET /api/jobs/{id}/picture', { id, query: '?of=input' })).status).toBe(404);
  });

  it('for too many requests for unknown ids', async ({ app, ask }) => {
    const guesser = await signedIn(app.url);
    const codes: number[] = [];
    for (let n = 0; n <= 20; n += 1) {
      const { status } = await ask('GET /v1/job/{id}', { id: `no-${randomUUID()}` }, guesser);
      codes.push(status);
    }
    expect(codes.at(-1)).toBe(429);
  });
});

it.afterAll(({ contract }) => contract.assertSeen((...of) => !isOfStarting(...of)));
