import 'server-only';
import { hash } from 'node:crypto';

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

/**
 * A JSON response with an ETag, or 304 if the client has it already. The client may store it, and must ask for it
 * again each time (`no-cache`), unless `headers` say otherwise. `Vary`: it may be sent compressed.
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
  return new Response(body, { headers: { ...headers, ETag, 'Content-Type': type } });
}
