import { expect, it } from 'vitest';
import { upstreamPictureResponse } from '@/lib/http/pictures/upstream';

function picture() {
  let closed = false;
  const body = new ReadableStream<Uint8Array>({
    cancel() {
      closed = true;
    },
  });
  return { type: 'image/png', extension: 'png', body, closed: () => closed };
}

const FACTS = { label: null, mode: 'furnish', createdAt: 0, kind: 'output' } as const;
const at = (method: string) => new Request('http://127.0.0.1/picture?download=1', { method });

it('HEAD closes the picture without reading it', async () => {
  const shown = picture();
  const head = await upstreamPictureResponse(at('HEAD'), shown, FACTS, true);
  expect([head.body, shown.closed()]).toEqual([null, true]);
  const other = picture();
  const whole = await upstreamPictureResponse(at('GET'), other, FACTS, true);
  expect([whole.body, other.closed()]).toEqual([other.body, false]);
  expect([...head.headers]).toEqual([...whole.headers]);
});
