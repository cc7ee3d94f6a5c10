import 'server-only';

type Content = Uint8Array | ReadableStream<Uint8Array>;

/** Base64 of a stream, part by part: each part but the last is a multiple of three bytes. */
async function* base64Of(content: Content): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  const chunks = content instanceof Uint8Array ? [content] : content;
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.length - (bytes.length % 3);
    rest = bytes.subarray(end);
    if (end > 0) yield bytes.toString('base64', 0, end);
  }
  if (rest.length > 0) yield rest.toString('base64');
}

async function* jsonOf(content: Content): AsyncGenerator<Uint8Array> {
  yield Buffer.from('{"base64":"');
  for await (const part of base64Of(content)) yield Buffer.from(part);
  yield Buffer.from('","status":"success"}');
}

/**
 * `{"base64": ..., "status": "success"}`, upstream's answer to a request without a webhook. It is streamed: a picture
 * may have 40 MB, and a serverless platform limits what is sent at once.
 */
export function base64Json(content: Content): Response {
  const parts = jsonOf(content);
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await parts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'Content-Type': 'application/json' } });
}
