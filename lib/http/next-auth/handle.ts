import 'server-only';
import NextAuth, { type AuthOptions } from 'next-auth';
import {
  confirmByLink,
  currentUser,
  endCurrentSession,
  loadAuthOptions,
  rememberDevice,
} from '@/lib/auth';
import type { Context } from '@/lib/context';
import { requestFacts } from '@/lib/request';
import { parseAuthRequest } from './request';
import { redirectTo, toAuthResponse } from './response';

let options: Promise<AuthOptions> | undefined;

/** next-auth's options, created once per process, for requests of every kind; created again after a failure. */
function processOptions({ passive: _, ...ctx }: Context): Promise<AuthOptions> {
  options ??= loadAuthOptions(ctx).catch((error: unknown) => {
    options = undefined;
    throw error;
  });
  return options;
}

/**
 * What the browser deletes at sign-out: pages and responses that it kept. Not "cookies": language and theme belong to
 * the browser, and next-auth deletes those of the session.
 */
const LEFT_IN_BROWSER = '"cache", "storage"';

/** Where a user reads what the first proof of their address has removed. */
const REMOVED_NOTICE = '/settings/security?notice=ways_removed';

const SESSION_COOKIE = /session-token(?:\.\d+)?=(?<value>[^;]*)/;

/** Whether next-auth's response signs the user in (it sets the session cookie) or out (it empties the cookie). */
function outcomeOf(response: Response): 'in' | 'out' | 'neither' {
  for (const line of response.headers.getSetCookie()) {
    const value = SESSION_COOKIE.exec(line)?.groups?.value;
    if (value !== undefined) return value === '' ? 'out' : 'in';
  }
  return 'neither';
}

/** Ends the session of a user who has signed out. */
async function finishSignOut(ctx: Context, response: Response): Promise<Response> {
  // Not in next-auth's signOut event, which swallows errors: if the session cannot be ended, the cookie
  // must stay and the response must be an error.
  // Sign-ins of earlier versions left no device cookie.
  const user = await currentUser(ctx);
  await endCurrentSession(ctx);
  if (user) await rememberDevice(user.id);
  response.headers.set('Clear-Site-Data', LEFT_IN_BROWSER);
  return response;
}

/**
 * Serves one of next-auth's routes.
 * @param segments the path after `/api/auth/`
 * @throws AppError
 */
export async function handleAuth(
  ctx: Context,
  request: Request,
  segments: string[],
): Promise<Response> {
  const auth = await processOptions(ctx);
  const providers = auth.providers.map(({ id }) => id);
  const parsed = await parseAuthRequest(request, segments, providers);
  const before = parsed.link ? await currentUser(ctx) : null;
  if (before && parsed.link && (await confirmByLink(ctx, before, parsed.link))) {
    return redirectTo(parsed.callbackUrl, parsed);
  }
  const segment = { params: Promise.resolve({ nextauth: segments }) };
  const response: Response = await NextAuth(parsed.request, segment, auth);
  const outcome = outcomeOf(response);
  const ours = await toAuthResponse(ctx, response, parsed);
  if (parsed.action === 'signout' && outcome === 'out') return finishSignOut(ctx, ours);
  const removed = outcome === 'in' && requestFacts()?.waysInRemoved;
  return removed ? redirectTo(REMOVED_NOTICE, parsed, ours.headers) : ours;
}
