import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isJobId } from '@/lib/gepetto/model';
import { parseSamples } from '@/lib/gepetto/sandbox';
import { type Sandbox, startSandbox } from '@/sandbox';
import { roomIds, styleIds } from '@/sandbox/catalogue';
import { drawScene, sceneSvg } from '@/sandbox/draw';
import { handleSandboxRequest } from '@/sandbox/handle';
import { decodeJobId, encodeJobId, modes } from '@/sandbox/job-id';
import { samples } from '@/sandbox/samples';
import { beforeScene } from '@/sandbox/scene';

const redesign = {
  url: 'https://rooms.example/a.jpg',
  styleId: 'modern',
  roomId: 'living_room',
  creativity: 15,
  webhook: 'https://hooks.example/',
};

const call = (path: string, body?: unknown, authorization = 'Bearer key') =>
  handleSandboxRequest(
    new Request(`http://sandbox.example${path}`, {
      headers: { authorization },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    }),
    { apiKey: 'key' },
  );

const sampleJobId = (now: number) => samples('http://sandbox.example', now).jobId;

describe('a job id', () => {
  const jobs = fc.record({
    mode: fc.constantFrom(...modes),
    room: fc.constantFrom(...roomIds),
    style: fc.constantFrom(...styleIds),
    startedAt: fc.integer({ min: 0, max: 2 ** 45 }),
    duration: fc.integer({ min: 0, max: 100_000 }),
    fate: fc.constantFrom('success' as const, 'failed' as const),
    seed: fc.nat(2 ** 31),
    inputs: fc.constantFrom(
      {},
      { photo: 'abcdefghijkl', mask: undefined },
      { photo: 'ABCDEFGHIJKL', mask: '0123456789-_' },
    ),
  });
  const photoJob = {
    mode: 'furnish' as const,
    scene: beforeScene('bedroom'),
    startedAt: 0,
    duration: 0,
    fate: 'success' as const,
  };

  it('encodes the whole job, and has the shape of an upstream id', () => {
    fc.assert(
      fc.property(jobs, ({ room, style, seed, inputs, ...rest }) => {
        const scene = { ...beforeScene(room), look: style, walls: style, seed };
        const job = { ...rest, ...inputs, scene };
        const id = encodeJobId(job);
        expect(isJobId(id)).toBe(true);
        expect(decodeJobId(id)).toEqual(job);
      }),
    );
  });

  it('of an earlier version is still read', () => {
    expect(decodeJobId('sbx_AQYDBgYGBgA8AZt22qgAAGGo7msoANGoVhHC')).toEqual({
      mode: 'upscale',
      scene: { ...beforeScene('kitchen', '-small'), seed: 4_000_000_000 },
      startedAt: Date.UTC(2026, 0, 1),
      duration: 25_000,
      fate: 'failed',
    });
  });

  it.each([
    ['a scene', sampleJobId(Date.UTC(2026, 0, 1))],
    ['a photo', encodeJobId({ ...photoJob, photo: 'abcdefghijkl', mask: 'mnopqrstuvwx' })],
  ])('of %s is unknown if one character is changed', (_, id) => {
    expect(decodeJobId(id)).not.toBeNull();
    fc.assert(
      fc.property(fc.nat(id.length - 1), fc.constantFrom(...'AZaz09-_'), (at, letter) => {
        fc.pre(id[at] !== letter);
        expect(decodeJobId(id.slice(0, at) + letter + id.slice(at + 1))).toBeNull();
      }),
    );
  });
});

describe('the sandbox', () => {
  it('requires the key', async () => {
    expect((await call('/v1/rooms', undefined, '')).status).toBe(401);
    expect((await call('/v1/rooms', undefined, 'Bearer other')).status).toBe(401);
    expect((await call('/v1/rooms')).status).toBe(200);
  });

  it('starts a job as documented, and ends it as the query says', async () => {
    const created = await call('/v1/redesign?sandbox_seconds=0&sandbox_fate=success', redesign);
    const job = (await created.json()) as { id: string };
    expect(job).toMatchObject({
      status: 'pending',
      mode: 'redesign',
      styleId: 'modern',
      creativity: 15,
    });
    const done = (await (await call(`/v1/job/${job.id}`)).json()) as { output: string };
    expect(done).toMatchObject({ status: 'success', mode: 'redesign' });
    const picture = await call(new URL(done.output).pathname);
    expect(picture.headers.get('content-type')).toBe('image/webp');
  });

  it('keeps a job pending, without a picture, until its time', async () => {
    const { id } = (await (await call('/v1/redesign?sandbox_seconds=600', redesign)).json()) as {
      id: string;
    };
    expect(await (await call(`/v1/job/${id}`)).json()).toMatchObject({ status: 'pending' });
    expect((await call(`/pictures/${id}.webp`)).status).toBe(404);
  });

  it('fails on purpose, with an explanation', async () => {
    const query = 'sandbox_seconds=0&sandbox_fate=failed';
    const { id } = (await (await call(`/v1/redesign?${query}`, redesign)).json()) as { id: string };
    expect(await (await call(`/v1/job/${id}`)).json()).toMatchObject({
      status: 'error',
      error: expect.stringMatching(/\.$/),
    });
  });

  it.each([
    ['/v1/redesign', { ...redesign, creativity: 31 }, 400],
    ['/v1/redesign', { ...redesign, url: 'file:///etc/passwd' }, 400],
    ['/v1/redesign', 'x', 400],
    ['/v1/furnish', { ...redesign, furnitureId: 'f' }, 400],
    ['/v1/smart-staging', { ...redesign, roomId: 'kitchen' }, 400],
    ['/v1/nothing', redesign, 404],
    ['/v1/rooms', redesign, 405],
    ['/v1/constructor', redesign, 404],
    ['/elsewhere', redesign, 404],
  ])('answers %s with a JSON error', async (path, body, status) => {
    const response = await call(path, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status: 'error' });
  });

  it('returns 404 for an id that it did not create', async () => {
    expect((await call('/v1/job/abc')).status).toBe(404);
  });
});

describe('two sandboxes over HTTP', () => {
  let both: Sandbox[];
  beforeAll(async () => {
    both = [await startSandbox(), await startSandbox()];
  });
  afterAll(() => Promise.all(both.map((sandbox) => sandbox.close())));

  it('return the same job: neither keeps state', async () => {
    const id = sampleJobId(Date.now() - 60_000);
    const headers = { authorization: 'Bearer x' };
    const [a, b] = await Promise.all(
      both.map(async ({ url }) => (await fetch(`${url}/job/${id}`, { headers })).json()),
    );
    expect(new URL(a.output).pathname).toBe(new URL(b.output).pathname);
    expect({ ...a, output: '' }).toEqual({ ...b, output: '' });
  });

  it('list samples that they accept, one of which fails', async () => {
    const [{ url } = { url: '' }] = both;
    const headers = { authorization: 'Bearer x' };
    const listed = parseSamples(await (await fetch(`${url}/sandbox/samples`, { headers })).text());
    expect(decodeJobId(listed?.jobId ?? '')).toMatchObject({ fate: 'success' });
    const fates = [];
    for (const { endpoint, query, body } of listed?.requests ?? []) {
      const response = await fetch(`${url}/${endpoint}?${query}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      const { id } = (await response.json()) as { id: string };
      fates.push(decodeJobId(id)?.fate);
      expect((await fetch(String(body.url))).headers.get('content-type')).toBe('image/webp');
    }
    expect(fates.filter((fate) => fate === 'failed')).toHaveLength(1);
  });
});

describe('pictures', () => {
  it('can be drawn for every room in every style, without text, and differ', () => {
    const drawn = roomIds.flatMap((room) =>
      styleIds.map((style) =>
        sceneSvg({ ...beforeScene(room), look: style, walls: style, floor: style }),
      ),
    );
    expect(new Set(drawn).size).toBe(roomIds.length * styleIds.length);
    for (const svg of drawn) expect(svg).not.toMatch(/NaN|undefined|<text/);
  });

  it('are identical for the same scene', async () => {
    const scene = beforeScene('bedroom', '-small');
    expect((await drawScene(scene)).equals(await drawScene(scene))).toBe(true);
  });
});
