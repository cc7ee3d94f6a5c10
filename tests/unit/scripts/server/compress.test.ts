import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Handle, startFront } from '../../../setup/front';

const JSON_TEXT = JSON.stringify({ text: 'é'.repeat(5_000) });

/** A handler that sends a body of this type, and the ETag of ours. */
const sending =
  (type: string, body: string | Buffer = JSON_TEXT, headers: Record<string, string> = {}): Handle =>
  async (_request, response) => {
    response.writeHead(200, { 'Content-Type': type, ETag: 'W/"abc"', ...headers }).end(body);
  };

async function ask(url: string, headers: Record<string, string>) {
  // `fetch` would decompress: the bytes are read raw.
  const { request } = await import('node:http');
  return new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    request(url, { headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ headers: response.headers, body: Buffer.concat(chunks) });
    })
      .on('error', reject)
      .end();
  });
}

describe('a text response', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['gzip;q=1, br;q=0', 'gzip', gunzipSync],
    ['*', 'br', brotliDecompressSync],
  ])('is compressed for Accept-Encoding: %s', async (accepted, coding, decompress) => {
    for (const type of ['application/json; charset=utf-8', 'text/html', 'application/x-ndjson']) {
      const { url } = await startFront(sending(type));
      const { headers, body } = await ask(url, { 'accept-encoding': accepted });
      expect(headers).toMatchObject({ 'content-encoding': coding, vary: 'Accept-Encoding' });
      expect(headers.etag).toBe('W/"abc"');
      expect(decompress(body).toString()).toBe(JSON_TEXT);
    }
  });

  it.each([
    ['no coding is accepted', { 'accept-encoding': 'identity' }, {}],
    ['it is small', { 'accept-encoding': 'br' }, { body: '{}', 'Content-Length': '2' }],
    ['it must not be changed', { 'accept-encoding': 'br' }, { 'Cache-Control': 'no-transform' }],
    ['it is a part', { 'accept-encoding': 'br' }, { 'Content-Range': 'bytes 0-9999/20000' }],
  ])(
    'is not compressed if %s',
    async (_why, lines, { body = JSON_TEXT, ...rest }: Record<string, string>) => {
      const { url } = await startFront(sending('application/json', body, rest));
      const answer = await ask(url, lines as Record<string, string>);
      expect(answer.headers).not.toHaveProperty('content-encoding');
      expect(answer.body.toString()).toBe(body);
    },
  );

  it('is compressed piece by piece: what was flushed arrives before the end', async () => {
    let finish: () => void = () => undefined;
    const { url } = await startFront(async (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.write(`<p>${'x'.repeat(2_000)}</p>`);
      (response as unknown as { flush: () => void }).flush();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      response.end('<p>the end</p>');
    });
    const response = await fetch(url, { headers: { 'accept-encoding': 'br' } });
    const reader = (response.body as ReadableStream<Uint8Array>)
      .pipeThrough(new TextDecoderStream() as never)
      .getReader() as ReadableStreamDefaultReader<string>;
    let text = '';
    while (!text.includes('</p>')) text += (await reader.read()).value;
    expect(text).not.toContain('the end');
    finish();
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
    expect(text).toContain('the end');
  });
});

describe('a response whose length another site could measure', () => {
  const asking = (more: Record<string, string>) => ({ 'accept-encoding': 'br', ...more });

  it('is not compressed: it has our cookie and another site made the request', async () => {
    const { url } = await startFront(
      sending('text/html', JSON_TEXT, { 'Cache-Control': 'private' }),
    );
    const codingOf = async (more: Record<string, string>) =>
      (await ask(url, asking(more))).headers['content-encoding'];
    expect(await codingOf({ cookie: 'a=b', 'sec-fetch-site': 'cross-site' })).toBeUndefined();
    expect(await codingOf({ cookie: 'a=b', 'sec-fetch-site': 'same-site' })).toBeUndefined();
    expect(await codingOf({ cookie: 'a=b', 'sec-fetch-site': 'same-origin' })).toBe('br');
    expect(await codingOf({ cookie: 'a=b', 'sec-fetch-site': 'none' })).toBe('br');
    expect(await codingOf({ 'sec-fetch-site': 'cross-site' })).toBe('br');
  });
});

it('a picture is sent as it is', async () => {
  const picture = Buffer.alloc(5_000, 1);
  for (const type of ['image/webp', 'font/woff2']) {
    const { url } = await startFront(sending(type, picture));
    const { headers, body } = await ask(url, { 'accept-encoding': 'br, gzip' });
    expect(headers).not.toHaveProperty('content-encoding');
    expect(headers).not.toHaveProperty('vary');
    expect(body).toEqual(picture);
  }
});
