import 'server-only';
import { requireUser } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { noteUser } from '@/lib/request';
import { type ReadToken, type Scope, type VerifiedToken, verifyToken } from '@/lib/tokens';
import { assertSameOrigin } from './same-origin';

/** Who asks; `token` is null for somebody who is signed in with a browser. */
export type Caller = { userId: string; token: VerifiedToken | null };

async function byToken(ctx: Context, authorization: string, read?: ReadToken): Promise<Caller> {
  const bearer = /^Bearer(?: +(.*))?$/i.exec(authorization);
  if (bearer === null) {
    throw new AppError(
      'unauthenticated',
      'The Authorization header holds no bearer. Send "Authorization: Bearer" and a personal token.',
    );
  }
  const token = await verifyToken(ctx, bearer[1] ?? '', read);
  if (token) {
    noteUser(token.userId);
    return { userId: token.userId, token };
  }
  throw new AppError(
    'invalid_token',
    'This token is not valid: it is mistyped, has expired or is revoked. Make a new one in the settings.',
  );
}

/**
 * Finds out who asks. Where there is an Authorization header it alone counts, and the cookie is ignored;
 * a change that is asked for by cookie must come from one of our own pages.
 * @param read as of `verifyToken`
 * @throws AppError `unauthenticated`, `invalid_token` (in the same words for every way of being invalid)
 *   or `forbidden_origin`
 */
export async function authenticate(
  request: Request,
  ctx: Context,
  read?: ReadToken,
): Promise<Caller> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return byToken(ctx, authorization.trim(), read);
  assertSameOrigin(request);
  return { userId: (await requireUser(ctx)).id, token: null };
}

/**
 * Lets a token do only what its scopes allow; whoever is signed in with a browser may do all.
 * @param scope what the route asks for; undefined where it takes no tokens
 * @throws AppError `token_not_allowed` or `insufficient_scope`
 */
export function assertScope({ token }: Caller, scope: Scope | undefined): void {
  if (token === null) return;
  if (scope === undefined) {
    throw new AppError(
      'token_not_allowed',
      'This cannot be done with a token. Sign in with a browser and do it there.',
    );
  }
  if (token.scopes.includes(scope)) return;
  throw new AppError(
    'insufficient_scope',
    `This token may not do that: it lacks the scope ${scope}. Make one that has it.`,
    { scope },
  );
}
