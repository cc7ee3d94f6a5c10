import 'server-only';
import { tokenOfLink } from '@/lib/shares';

/**
 * The redirect of a request whose token has something glued to it, for example by a chat; null for a clean one.
 * @param token as it is in the path
 */
export function toCleanAddress(request: Request, token: string): Response | null {
  const clean = tokenOfLink(token);
  if (clean === null || clean === token) return null;
  const { pathname, search } = new URL(request.url);
  const [, , , ...rest] = pathname.split('/');
  const headers = { Location: `/${['s', clean, ...rest].join('/')}${search}` };
  return new Response(null, { status: 307, headers });
}
