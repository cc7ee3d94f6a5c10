import { cleanSharePath } from '@/lib/glued-link';

/** Headers of everything that belongs to a link: its address is the secret, and it may be revoked at any time. */
export function keepSecret(response: Response): Response {
  response.headers.set('Cache-Control', 'private, no-store');
  response.headers.set('X-Robots-Tag', 'noindex, nofollow');
  response.headers.set('Referrer-Policy', 'no-referrer');
  return response;
}

/** The redirect of a request for a link that has something glued to it, for example by a chat; null for a clean one. */
export function toCleanAddress({ url }: Pick<Request, 'url'>): Response | null {
  const { pathname, search } = new URL(url);
  const clean = cleanSharePath(pathname);
  if (clean === null) return null;
  const headers = { Location: `${clean}${search}` };
  return keepSecret(new Response(null, { status: 307, headers }));
}
