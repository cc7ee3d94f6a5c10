import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCallerRequest } from '@/lib/drop-in';
import { base64Json } from '@/lib/http/base64-json';
import { readPrefer } from '@/lib/http/prefer';

describe('Prefer', () => {
  it.each([
    [null, { isAsync: false, waitMs: null }],
    ['respond-async', { isAsync: true, waitMs: null }],
    ['wait=20', { isAsync: false, waitMs: 20_000 }],
    ['Respond-Async, wait="5"; foo=bar', { isAsync: true, waitMs: 5_000 }],
    ['wait=soon, respond-asynchronously', { isAsync: false, waitMs: null }],
  ])('of %s', (header, expected) => {
    expect(readPrefer(header)).toEqual(expected);
  });
});

describe('a picture in JSON', () => {
  it('is its base64, however it is split', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 }),
        async (parts) => {
          const stream = new ReadableStream<Uint8Array>({
            start(controller) {
              for (const part of parts) controller.enqueue(part);
              controller.close();
            },
          });
          const base64 = Buffer.concat(parts).toString('base64');
          expect(await base64Json(stream).json()).toEqual({ base64, status: 'success' });
          const whole = base64Json(new Uint8Array(Buffer.concat(parts)));
          expect(await whole.json()).toEqual({ base64, status: 'success' });
        },
      ),
    );
  });

  it('closes the picture if the client goes', async () => {
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(3)),
      cancel: () => {
        cancelled = true;
      },
    });
    const reader = base64Json(stream).body?.getReader();
    for (let i = 0; i < 3; i++) await reader?.read();
    await reader?.cancel();
    expect(cancelled).toBe(true);
  });
});

describe("a caller's request", () => {
  const ORIGIN = 'https://bottega.example';
  const read = (body: Record<string, unknown>) => readCallerRequest(body, ORIGIN);
  const none = { callerWebhook: undefined, photoId: null, maskId: null };

  it('is passed on as it is, but for the webhook', () => {
    const body = { url: 'https://a.example/x.jpg', mask: null, extra: { webhook: 'x' } };
    expect(read({ ...body, webhook: ' https://hooks.example/a?b=c ' })).toEqual({
      ...none,
      body,
      callerWebhook: 'https://hooks.example/a?b=c',
    });
    for (const webhook of [undefined, null, '']) {
      expect(read({ ...body, webhook })).toEqual({ ...none, body });
    }
  });

  it.each([
    'http://hooks.example/',
    'x',
    5,
    ['https://a.example/'],
    'https://u:p@a.example/',
    'https://a.example/#x',
  ])('with the webhook %j is refused', (webhook) => {
    expect(() => read({ webhook })).toThrow(/^webhook: /);
  });

  it("names a photo and a mask by this server's own addresses", () => {
    const url = `${ORIGIN}/api/photos/p1/picture?size=full`;
    expect(read({ url, styleId: 'modern' })).toEqual({
      ...none,
      body: { styleId: 'modern' },
      photoId: 'p1',
    });
    const mask = `${ORIGIN}/api/photos/p1/masks/m1`;
    expect(read({ url, mask })).toEqual({ ...none, body: {}, photoId: 'p1', maskId: 'm1' });
    expect(() => read({ url, mask: `${ORIGIN}/api/photos/p2/masks/m1` })).toThrow(/^mask: /);
    expect(() => read({ url, mask: 'https://a.example/mask.png' })).toThrow(/^mask: /);
    const elsewhere = { url: 'https://other.example/api/photos/p1/picture' };
    expect(read(elsewhere)).toEqual({ ...none, body: elsewhere });
  });
});
