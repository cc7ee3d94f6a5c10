import 'server-only';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}

/**
 * Rejects a request other than GET and HEAD unless it comes from a page of this site. Browsers send `Origin` with
 * every such request; a missing or `null` origin is rejected.
 * @throws AppError `forbidden_origin`
 */
export function assertSameOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = hostOf(request.headers.get('origin') ?? '');
  // Behind a proxy that rewrites Host, the browser sends the origin of NEXTAUTH_URL.
  const own = [hostOf(getEnv().publicUrl ?? ''), request.headers.get('host') ?? undefined];
  const site = request.headers.get('sec-fetch-site');
  const ours = origin !== undefined && own.includes(origin);
  if (ours && (site === null || site === 'same-origin')) return;
  throw new AppError(
    'forbidden_origin',
    'This request does not come from a page of this site. Open the page and try again from there.',
  );
}
