import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { openApiDocument } from '@/lib/http/openapi/document';
import { apiResponse, emptyResponse } from '@/lib/http/openapi/response';

const at = (method = 'GET') => new Request('http://127.0.0.1/lists/x', { method });
const segment = (params: object = {}) => ({ params: Promise.resolve(params) });

const probe = (handle: () => Promise<{ ok: boolean } | Response>) =>
  endpoint({
    documented: false,
    access: 'probe',
    response: { 201: apiResponse('Done.', z.strictObject({ ok: z.boolean() })) },
    handle,
  });

const list = endpoint({
  id: 'get-{list}',
  tag: 'Service',
  summary: 'The {list}',
  access: 'probe',
  params: z.object({ list: z.enum(['styles', 'rooms']) }),
  unknownParams: 'There is no such list.',
  response: { 204: emptyResponse('Nothing.') },
  handle: async () => {},
});

describe('an endpoint', () => {
  it('sends what `handle` returns as JSON with the status of its response', async () => {
    const response = await probe(async () => ({ ok: true }))(at(), segment());
    expect([response.status, await response.json()]).toEqual([201, { ok: true }]);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });

  it('sends no body for a 204, and a Response as it is', async () => {
    expect((await list(at(), segment({ list: 'rooms' }))).status).toBe(204);
    const own = Response.json({ ok: false }, { status: 503 });
    expect((await probe(async () => own)(at(), segment())).status).toBe(503);
  });

  it('turns every thrown error into JSON', async () => {
    const failing = (error: Error) => probe(() => Promise.reject(error))(at(), segment());
    const expected = await failing(new AppError('not_found', 'No.', { retryAfterMs: 1_500 }));
    expect([expected.status, expected.headers.get('retry-after')]).toEqual([404, '2']);
    expect(await expected.json()).toEqual({ error: { code: 'not_found', message: 'No.' } });
    const unexpected = await failing(new Error('a secret'));
    expect(unexpected.status).toBe(500);
    expect(await unexpected.text()).not.toContain('a secret');
  });
});

describe('the methods that a route does not serve', () => {
  const { POST, OPTIONS } = otherMethods({ GET: list });

  it('are 405 with Allow, and OPTIONS is 204', async () => {
    const refused = await POST(at('POST'), segment({ list: 'rooms' }));
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    const options = await OPTIONS(at('OPTIONS'), segment({ list: 'rooms' }));
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });

  it('are 404, like those that it serves, for unknown parameters', async () => {
    for (const handler of [list, POST, OPTIONS]) {
      const response = await handler(at(), segment({ list: 'doors' }));
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { message: 'There is no such list.' } });
    }
  });
});

it('the document has one path for each value of an enumerated parameter', () => {
  const { paths } = openApiDocument({ '/lists/{list}': { GET: list, POST: {} } }, '/', true);
  expect(Object.keys(paths ?? {})).toEqual(['/lists/styles', '/lists/rooms']);
  expect(paths?.['/lists/rooms']?.get).toMatchObject({
    operationId: 'get-rooms',
    summary: 'The rooms',
  });
  expect(paths?.['/lists/rooms']?.get).not.toHaveProperty('parameters');
});
