import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect } from 'vitest';
import { startSandbox } from '@/sandbox';
import type { SandboxOptions } from '@/sandbox/handle';
import { TEST_KEY } from '../../setup/context';
import type { Asked, Asker } from '../../setup/contract';
import { operationsOf } from '../../setup/document';
import { isOfStarting, testOpenApi, visitorOf } from '../../setup/openapi-test';
import { signedInOperator } from '../../setup/operator';
import { halves } from '../../setup/pictures';
import { connectedTo } from '../../setup/test';

const OPERATOR = 'operator@example.com';
const url = 'https://a.example/room.jpg';
/** The sandbox reads these: a job that succeeds at once, whose picture costs seconds, and one that does not end. */
const AT_ONCE = { sandbox_seconds: 0, sandbox_fate: 'success' };
const LATER = { sandbox_seconds: 9_000 };
const upscale = { mode: 'upscale', url };
const png = (picture: ReturnType<typeof halves>) => picture.png().toBuffer();
const photoOf = (body: Uint8Array): Asked => ({ body, headers: { 'content-type': 'image/png' } });

/** Calls a webhook as upstream does, and repeats that. */
const callTwice: NonNullable<SandboxOptions['onWebhook']> = ({ webhook, id, output, inMs }) => {
  const call = () => fetch(webhook, { method: 'POST', body: JSON.stringify({ id, output }) });
  setTimeout(() => void Promise.allSettled([call(), call()]), inMs);
};

const it = testOpenApi
  /** The sandbox as a server of its own. */
  .extend('sandbox', { scope: 'file' }, async ({}, { onCleanup }) => {
    const options = { apiKey: TEST_KEY, alone: true, onWebhook: callTwice };
    const sandbox = await startSandbox(options);
    onCleanup(sandbox.close);
    return sandbox;
  })
  .extend('app', { scope: 'file' }, ({ database, sandbox, start }) =>
    start({
      env: {
        ...connectedTo(database.url, sandbox.url),
        ADMIN_EMAILS: OPERATOR,
        WEBHOOKS_ALLOW_PRIVATE: 'true',
      },
    }),
  )
  .extend('operator', { scope: 'file' }, ({ app, database }) =>
    signedInOperator(database.db, app.url, OPERATOR),
  )
  .extend(
    'ask',
    { scope: 'file' },
    ({ contract, user }) =>
      (operation: string, asked: Asked = {}, who: Asker = user) =>
        contract.ask(who, operation, asked),
  )
  /** A photo in the library, 60 x 40 pixels. */
  .extend('photoId', { scope: 'file' }, async ({ ask }): Promise<string> => {
    const asked = photoOf(await png(halves(60, 40)));
    return (await ask('POST /api/photos', asked)).json.photo.id;
  })
  /** Puts one request into the queue. */
  .extend('want', { scope: 'file' }, ({ ask }) => async (over: object = {}): Promise<string> => {
    const body = { requests: [{ ...upscale, ...over }] };
    const { status, json } = await ask('POST /api/submissions', { body });
    expect(status).toBe(201);
    return json.submissions[0].id;
  })
  /** Waits until a submission is in a state. */
  .extend('becomes', { scope: 'file' }, ({ ask }) => async (id: string, state: string) => {
    const now = async () => (await ask('GET /api/submissions/{id}', { id })).json.submission.state;
    await expect.poll(now, { interval: 200 }).toBe(state);
  })
  /** Keeps what is in the queue there while something happens. */
  .extend(
    'whilePaused',
    { scope: 'file' },
    ({ ask, operator }) =>
      async (work: () => Promise<unknown>) => {
        const pause = (paused: boolean) =>
          ask('PATCH /api/sending', { body: { paused } }, operator);
        expect((await pause(true)).json.sending.state).toBe('paused');
        await work();
        expect((await pause(false)).json.sending.state).toBe('on');
      },
  );

describe('successful responses match the document', () => {
  it('for every mode of the drop-in', async ({ ask, document }) => {
    const modes = operationsOf(document).filter(([m, path]) => m === 'POST' && /^\/v1/.test(path));
    expect(modes.length).toBeGreaterThan(9);
    const [styleId, roomId] = ['modern', 'living_room'];
    const more = { creativity: 7, transformation: 'walls', value: 'white' };
    for (const [method, path] of modes) {
      const body = { url, styleId, roomId, ...more, ...LATER };
      const headers = { prefer: 'respond-async' };
      const { status, json } = await ask(`${method} ${path}`, { body, headers });
      expect([path, status, json]).toMatchObject([path, 200, { status: 'pending' }]);
    }
    const waited = await ask('POST /v1/upscale', { body: { url, ...AT_ONCE } });
    expect(waited).toMatchObject({ status: 200, json: { status: 'success' } });
  });

  it('for photos and masks', async ({ ask, photoId: id }) => {
    expect((await ask('GET /api/photos')).json.photos).toHaveLength(1);
    const body = { name: 'North' };
    expect((await ask('PATCH /api/photos/{id}', { id, body })).json.photo.name).toBe('North');
    expect((await ask('GET /api/photos/{id}', { id })).json.photo).toMatchObject({ id, width: 60 });
    expect((await ask('GET /api/photos/{id}/address', { id })).json.url).toMatch(/\/p\//);
    const picture = await ask('GET /api/photos/{id}/picture', { id, query: '?size=320' });
    const etag = { 'if-none-match': picture.headers.get('etag') ?? '' };
    const again = await ask('GET /api/photos/{id}/picture', {
      id,
      query: '?size=320',
      headers: etag,
    });
    expect([picture.status, again.status]).toEqual([200, 304]);
    const create = { width: 60, height: 40, channels: 3 as const, background: '#fff' };
    const white = photoOf(await png(sharp({ create })));
    const mask = await ask('POST /api/photos/{id}/masks', { id, ...white });
    const of = { id, maskId: mask.json.id };
    expect((await ask('GET /api/photos/{id}/masks/{maskId}', of)).status).toBe(200);
    expect((await ask('DELETE /api/photos/{id}', { id })).status).toBe(204);
  });

  it('for submissions', async ({ ask, want, becomes, whilePaused, operator }) => {
    const done = await want({ parameters: AT_ONCE });
    const quote = await ask('POST /api/submissions/quote', { body: { requests: [upscale] } });
    expect(quote.json).toMatchObject({ jobs: 1, sending: 'on' });
    await becomes(done, 'accepted');
    const checked = await ask('POST /api/submissions/{id}/check', { id: done });
    const { jobId } = checked.json.submission;
    expect((await ask('GET /api/submissions')).json.submissions[0]).toMatchObject({ jobId });

    const refused = await want({ parameters: { ...LATER, sandbox_status: 400, sandbox_times: 1 } });
    await becomes(refused, 'refused');
    expect((await ask('POST /api/submissions/{id}/resend', { id: refused })).status).toBe(200);
    await becomes(refused, 'accepted');
    const uncertain = await want({ parameters: { sandbox_status: 500 } });
    await becomes(uncertain, 'uncertain');
    const closed = await ask('POST /api/submissions/{id}/close', { id: uncertain });
    expect(closed.json.submission.state).toBe('closed');

    await whilePaused(async () => {
      const [own, others] = [await want(), await want()];
      const cancelled = await ask('POST /api/submissions/{id}/cancel', { id: own });
      expect(cancelled.json.submission.state).toBe('cancelled');
      const open = await ask('GET /api/sending/submissions', {}, operator);
      expect(open.json.submissions).toMatchObject([{ id: others, state: 'queued' }]);
      const cancel = 'POST /api/sending/submissions/{id}/cancel';
      expect((await ask(cancel, { id: others }, operator)).status).toBe(204);
      expect((await ask('GET /api/sending', {}, operator)).json.sending.queued).toBe(0);
    });
    // The picture of a job is a photo for the next one.
    const imported = () => ask('POST /api/photos/import', { body: { jobId } });
    await expect.poll(async () => (await imported()).status, { interval: 500 }).toBe(201);
  });

  it('for recipes and their runs', async ({ ask, whilePaused }) => {
    const photo = await ask('POST /api/photos', photoOf(await png(halves(80, 40))));
    const body = { name: 'Bright', steps: [{ mode: 'upscale' }, { mode: 'sunshine' }] };
    const { json } = await ask('POST /api/recipes', { body });
    const recipe = { id: json.recipe.id };
    expect((await ask('GET /api/recipes')).json.recipes).toEqual([json.recipe]);
    const renamed = await ask('PATCH /api/recipes/{id}', { ...recipe, body: { name: 'Brighter' } });
    expect(renamed.json.recipe.steps).toEqual(json.recipe.steps);
    await whilePaused(async () => {
      const started = await ask('POST /api/recipes/{id}/runs', {
        ...recipe,
        body: { photoId: photo.json.photo.id },
      });
      expect(started.json.run).toMatchObject({ state: 'running', name: 'Brighter' });
      const run = { id: started.json.run.id };
      expect((await ask('GET /api/recipe-runs')).json.runs).toHaveLength(1);
      expect((await ask('GET /api/recipe-runs/{id}', run)).json.run.step).toBe(0);
      const cancelled = await ask('POST /api/recipe-runs/{id}/cancel', run);
      expect(cancelled.json.run.state).toBe('cancelled');
      const resumed = await ask('POST /api/recipe-runs/{id}/resume', run);
      expect(resumed.json.run).toEqual(cancelled.json.run);
    });
    expect((await ask('DELETE /api/recipes/{id}', recipe)).status).toBe(204);
  });
});

describe('the drop-in, with a key for the sandbox as a server', () => {
  it('calls the webhook of the caller once, however often ours is called', async ({
    ask,
    receiver,
  }) => {
    const body = { url, ...AT_ONCE, webhook: `${receiver.url}/ended` };
    const { json } = await ask('POST /v1/upscale', { body });
    expect(json).toMatchObject({ status: 'pending', mode: 'upscale' });
    await expect.poll(() => receiver.at('/ended').length).toBe(1);
    const told = JSON.parse(receiver.at('/ended')[0]?.body ?? '');
    const { json: job } = await ask('GET /v1/job/{id}', { id: json.id });
    expect(told).toEqual({ id: json.id, output: job.output });
    const { json: mine } = await ask('GET /api/jobs/{id}', { id: json.id });
    expect(mine.job.state).toBe('succeeded');
    expect(receiver.at('/ended')).toHaveLength(1);
  });

  it('names the job of a lost answer as soon as Gepetto has called', async ({ ask, receiver }) => {
    const headers = { 'idempotency-key': randomUUID() };
    const fault = { sandbox_answer: 'close', sandbox_seconds: 3, sandbox_fate: 'success' };
    const body = { url, ...fault, webhook: `${receiver.url}/lost` };
    const again = () => ask('POST /v1/upscale', { body, headers });
    expect((await again()).json.error.code).toBe('start_uncertain');
    await expect.poll(async () => (await again()).status, { interval: 500 }).toBe(200);
    const { id } = (await again()).json;
    await expect.poll(() => receiver.at('/lost').length).toBe(1);
    expect(JSON.parse(receiver.at('/lost')[0]?.body ?? '').id).toBe(id);
  });
});

describe('errors match the document', () => {
  it('for somebody else, and for what does not exist', async ({ app, ask, stranger, document }) => {
    const operations = operationsOf(document).filter(([m, path]) => isOfStarting(m, path));
    for (const [method, path, { requestBody }] of operations) {
      const body = requestBody ? {} : undefined;
      const { status } = await ask(`${method} ${path}`, { body }, visitorOf(app.url));
      expect([method, path, status]).toEqual([method, path, 401]);
      const isOperators = path.startsWith('/api/sending');
      if (!isOperators && (!path.includes('{id}') || body)) continue;
      expect([method, path, (await ask(`${method} ${path}`, { body }, stranger)).status]).toEqual([
        method,
        path,
        404,
      ]);
    }
  });

  it.for([
    ['POST /v1/upscale', { body: { url, sandbox_status: 403 } }, 403, 'start_refused'],
    ['POST /v1/upscale', { body: { url, sandbox_status: 503 } }, 502, 'start_uncertain'],
    [
      'POST /v1/upscale',
      { body: { url, sandbox_seconds: 9_000 }, headers: { prefer: 'wait=0' } },
      504,
      'job_unfinished',
    ],
    ['POST /v1/upscale', { body: { url, webhook: 'no url' } }, 400, 'invalid_request'],
    ['POST /api/photos', photoOf(Buffer.from('<svg/>')), 422, 'photo_not_a_picture'],
    [
      'POST /api/photos/import',
      { body: { url: 'https://127.0.0.1/x.png' } },
      422,
      'photo_address_refused',
    ],
    ['POST /api/photos/import', { body: { jobId: 'none' } }, 404, 'job_not_found'],
    [
      'POST /api/submissions',
      { body: { requests: [{ mode: 'upscale' }] } },
      400,
      'invalid_request',
    ],
    ['POST /api/recipes', { body: { name: '', steps: [] } }, 400, 'invalid_request'],
  ] as [string, Asked, number, string][])(
    '%s %j',
    async ([operation, asked, status, code], { ask }) => {
      const { status: got, json } = await ask(operation, asked);
      expect([got, json.error.code]).toEqual([status, code]);
    },
  );

  it('for what has ended, exists already, or has another key', async ({ ask, want, becomes }) => {
    const id = await want({ parameters: LATER });
    await becomes(id, 'accepted');
    for (const verb of ['cancel', 'resend', 'close']) {
      const { status } = await ask(`POST /api/submissions/{id}/${verb}`, { id });
      expect([verb, status]).toEqual([verb, 409]);
    }
    const recipe = { body: { name: 'Twice', steps: [{ mode: 'upscale' }] } };
    await ask('POST /api/recipes', recipe);
    expect((await ask('POST /api/recipes', recipe)).json.error.code).toBe('recipe_exists');
    const headers = { prefer: 'respond-async', 'idempotency-key': randomUUID() };
    await ask('POST /v1/upscale', { body: { url, ...LATER }, headers });
    const other = await ask('POST /v1/upscale', { body: { url, more: 1 }, headers });
    expect([other.status, other.json.error.code]).toEqual([422, 'idempotency_conflict']);
  });

  it('for an account without credit', async ({ ask, operator }) => {
    const { json } = await ask('POST /v1/upscale', { body: { url, sandbox_status: 402 } });
    expect(json.error.code).toBe('upstream_out_of_credit');
    const resumed = await ask('PATCH /api/sending', { body: { paused: false } }, operator);
    expect(resumed.json.sending.state).toBe('on');
  });
});

it.afterAll(({ contract }) => contract.assertSeen(isOfStarting));
