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
 * Lets anything but GET and HEAD through only if one of our own pages asked for it. Browsers send `Origin` with every
 * such request; one without it, or with `null`, does not come from a page of ours.
 * @throws AppError `forbidden_origin`
 */
export function assertSameOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = hostOf(request.headers.get('origin') ?? '');
  // Behind a proxy that rewrites Host, the pinned address is the one that the browser knows.
  const own = [hostOf(getEnv().publicUrl ?? ''), request.headers.get('host') ?? undefined];
  const site = request.headers.get('sec-fetch-site');
  const asked = origin !== undefined && own.includes(origin);
  if (asked && (site === null || site === 'same-origin')) return;
  throw new AppError(
    'forbidden_origin',
    'This change was not asked for by a page of this site. Open the page again and retry from there.',
  );
}
