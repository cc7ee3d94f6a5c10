import NextAuth, { type AuthOptions } from 'next-auth';
import { authOptions, currentUser, endCurrentSession } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { methods } from '@/lib/http/methods';
import { parseAuthRequest } from '@/lib/http/next-auth/request';
import { toAuthResponse } from '@/lib/http/next-auth/response';
import { publicRoute, type RouteInput } from '@/lib/http/route';

type Params = { nextauth: string[] };

let options: Promise<AuthOptions> | undefined;

/** next-auth's options, made once a process. What could not be made is tried again. */
function processOptions(ctx: Context): Promise<AuthOptions> {
  options ??= authOptions(ctx).catch((error: unknown) => {
    options = undefined;
    throw error;
  });
  return options;
}

/** Whether next-auth signs out: it takes the cookie only for a form with the right csrfToken. */
function takesCookie(response: Response): boolean {
  return response.headers.getSetCookie().some((line) => /session-token(\.\d+)?=;/.test(line));
}

async function handle({ request, params, ctx }: RouteInput<Params>): Promise<Response> {
  const auth = await processOptions(ctx);
  const providers = auth.providers.map(({ id }) => id);
  const ask = await parseAuthRequest(request, params.nextauth, providers);
  const response: Response = await NextAuth(ask.request, { params: Promise.resolve(params) }, auth);
  // Not in next-auth's signOut event, whose errors it swallows: a session that could not be ended
  // must keep its cookie and say so.
  if (ask.action === 'signout' && takesCookie(response)) await endCurrentSession(ctx);
  return toAuthResponse(response, ask);
}

/** Who is signed in, `{user}` or `{}`. next-auth's own answer would outlive a session that has ended. */
async function session({ ctx }: RouteInput<Params>): Promise<Response> {
  const user = await currentUser(ctx);
  return Response.json(user === null ? {} : { user });
}

const isSession = ({ nextauth }: Params) => nextauth.length === 1 && nextauth[0] === 'session';

/** The way back from a provider or a mailed link; `csrf`, the token for our forms; `session`. */
const get = publicRoute<Params>((input) =>
  isSession(input.params) ? session(input) : handle(input),
);

/** Our forms: `signin/<provider>`, `callback/credentials`, `signout`. See `answer.ts` for the answers. */
const post = publicRoute<Params>(handle);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
