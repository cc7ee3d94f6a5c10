import NextAuth, { type AuthOptions } from 'next-auth';
import { z } from 'zod';
import { currentUser, endCurrentSession, loadAuthOptions, rememberDevice } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { parseAuthRequest } from '@/lib/http/next-auth/request';
import { toAuthResponse } from '@/lib/http/next-auth/response';

type Input = { request: Request; params: { nextauth: string[] }; ctx: Context };

let options: Promise<AuthOptions> | undefined;

/** next-auth's options, created once per process; created again after a failure. */
function processOptions(ctx: Context): Promise<AuthOptions> {
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

/** Whether next-auth signed the user out, which it does only for a form with the right csrfToken. */
function clearsSession(response: Response): boolean {
  return response.headers.getSetCookie().some((line) => /session-token(\.\d+)?=;/.test(line));
}

async function runNextAuth({ request, params, ctx }: Input): Promise<Response> {
  const auth = await processOptions(ctx);
  const providers = auth.providers.map(({ id }) => id);
  const parsed = await parseAuthRequest(request, params.nextauth, providers);
  const segment = { params: Promise.resolve(params) };
  const response: Response = await NextAuth(parsed.request, segment, auth);
  const signsOut = parsed.action === 'signout' && clearsSession(response);
  // Not in next-auth's signOut event, which swallows errors: if the session cannot be ended, the cookie
  // must stay and the response must be an error.
  if (signsOut) {
    // Sign-ins of earlier versions left no device cookie.
    const user = await currentUser(ctx);
    await endCurrentSession(ctx);
    if (user) await rememberDevice(user.id);
  }
  const authResponse = await toAuthResponse(ctx, response, parsed);
  if (signsOut) authResponse.headers.set('Clear-Site-Data', LEFT_IN_BROWSER);
  return authResponse;
}

/** `{user}` or `{}`. next-auth's own response would ignore that a session has been revoked. */
async function session({ ctx }: Input): Promise<Response> {
  const user = await currentUser(ctx);
  if (user === null) return Response.json({});
  const { id, email, name } = user;
  return Response.json({ user: { id, email, name } });
}

const isSession = ({ nextauth }: Input['params']) =>
  nextauth.length === 1 && nextauth[0] === 'session';

const nextAuth = {
  documented: false,
  access: 'public',
  params: z.object({ nextauth: z.array(z.string()) }),
  response: { 200: { description: "next-auth's response; see `lib/http/next-auth`." } },
} as const;

/** `session`, `csrf` (the token for our forms), `callback/<provider>`. */
export const GET = endpoint({
  ...nextAuth,
  handle: (input) => (isSession(input.params) ? session(input) : runNextAuth(input)),
});

/** Our forms: `signin/<provider>`, `callback/credentials`, `signout`. */
export const POST = endpoint({ ...nextAuth, handle: runNextAuth });

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
