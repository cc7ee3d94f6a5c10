import 'server-only';
import { hash } from 'node:crypto';
import { heldStream } from '@/lib/held-bytes';

/**
 * The ETag of a body (RFC 9110, section 8.8.3). Weak, because a strong one would have to differ between the
 * compressed and the plain body.
 */
export function etagOf(body: string): string {
  return `W/"${hash('sha256', body, 'base64url').slice(0, 27)}"`;
}

const opaque = (etag: string) => etag.replace(/^W\//, '');

/** Whether `If-None-Match` has this ETag, by weak comparison (RFC 9110, section 13.1.2). */
export function isUnchanged(request: Request, etag: string): boolean {
  const header = request.headers.get('if-none-match');
  if (header === null) return false;
  return header.split(',').some((tag) => {
    const given = tag.trim();
    return given === '*' || opaque(given) === opaque(etag);
  });
}

/** Longer bodies are streamed, so that those that wait for their readers can be counted, characters. */
const LARGE = 128 * 1024;

/**
 * A JSON response with an ETag, or 304 if the client has it already. The client may store it, and must ask for it
 * again each time (`no-cache`), unless `headers` say otherwise. `Vary`: it may be sent compressed.
 * @throws AppError `server_busy` for a large body if too many are being sent
 */
export function conditionalResponse(
  request: Request,
  body: string,
  given: Record<string, string> = {},
): Response {
  const headers = { 'Cache-Control': 'private, no-cache', Vary: 'Accept-Encoding', ...given };
  const ETag = etagOf(body);
  if (isUnchanged(request, ETag)) {
    return new Response(null, { status: 304, headers: { ...headers, ETag } });
  }
  const type = 'application/json; charset=utf-8';
  const complete = { ...headers, ETag, 'Content-Type': type };
  // Next drops the body of a HEAD without reading or closing it.
  if (request.method === 'HEAD') return new Response(null, { headers: complete });
  const content = body.length < LARGE ? body : heldStream(Buffer.from(body));
  return new Response(content as BodyInit, { headers: complete });
}
