import { expect, it } from 'vitest';
import { pictureResponse } from '@/lib/http/stream-response';

function picture() {
  let closed = false;
  const body = new ReadableStream<Uint8Array>({
    cancel() {
      closed = true;
    },
  });
  return { type: 'image/png', extension: 'png', body, closed: () => closed };
}

const at = (method: string) => new Request('http://127.0.0.1/picture?download=1', { method });

it('HEAD closes the picture without reading it', async () => {
  const shown = picture();
  const head = await pictureResponse(at('HEAD'), shown, 'x');
  expect([head.body, shown.closed()]).toEqual([null, true]);
  const other = picture();
  const whole = await pictureResponse(at('GET'), other, 'x');
  expect([whole.body, other.closed()]).toEqual([other.body, false]);
  expect([...head.headers]).toEqual([...whole.headers]);
});
