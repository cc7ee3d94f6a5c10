import 'server-only';
import { hash } from 'node:crypto';

/**
 * The ETag of a body (RFC 9110, section 8.8.3). A weak one: the same body travels as it is and compressed,
 * and a strong one would have to tell the two apart.
 */
export function etagOf(body: string): string {
  return `W/"${hash('sha256', body, 'base64url').slice(0, 27)}"`;
}

const opaque = (etag: string) => etag.replace(/^W\//, '');

/** Whether `If-None-Match` names this ETag; weak comparison, as RFC 9110, section 13.1.2 asks. */
export function isUnchanged(request: Request, etag: string): boolean {
  const header = request.headers.get('if-none-match');
  if (header === null) return false;
  return header.split(',').some((tag) => {
    const named = tag.trim();
    return named === '*' || opaque(named) === opaque(etag);
  });
}

/** A JSON answer with an ETag, or 304 without a body when the asker has it already. */
export function revalidated(
  request: Request,
  body: string,
  headers: Record<string, string>,
): Response {
  const ETag = etagOf(body);
  if (isUnchanged(request, ETag)) {
    return new Response(null, { status: 304, headers: { ...headers, ETag } });
  }
  const type = 'application/json; charset=utf-8';
  return new Response(body, { headers: { ...headers, ETag, 'Content-Type': type } });
}
