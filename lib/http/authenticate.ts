import 'server-only';
import { requireUser } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { noteUser } from '@/lib/request';
import {
  type FindToken,
  type FoundToken,
  type Scope,
  type VerifiedToken,
  verifyToken,
} from '@/lib/tokens';
import { assertSameOrigin } from './same-origin';

/** The user that a request comes from. `token` and `found` are null for a browser session. */
export type Caller<Found extends FoundToken> = {
  userId: string;
  token: VerifiedToken | null;
  /** What the endpoint's `findToken` read along with the token. */
  found: Found | null;
};

async function byToken<Found extends FoundToken>(
  ctx: Context,
  authorization: string,
  findToken: FindToken<Found>,
): Promise<Caller<Found>> {
  const bearer = /^Bearer(?: +(.*))?$/i.exec(authorization);
  if (bearer === null) {
    throw new AppError(
      'unauthenticated',
      'The Authorization header holds no bearer. Send "Authorization: Bearer" and a personal token.',
    );
  }
  const verified = await verifyToken(ctx, bearer[1] ?? '', findToken);
  if (verified) {
    const { token, found } = verified;
    noteUser(token.userId);
    return { userId: token.userId, token, found };
  }
  throw new AppError(
    'invalid_token',
    'This token is not valid: it is mistyped, has expired or is revoked. Make a new one in the settings.',
  );
}

/**
 * Identifies the caller. If there is an Authorization header, it alone counts and the cookie is ignored. A
 * change by cookie must come from a page of this site.
 * @throws AppError `unauthenticated`, `invalid_token` (the same message for every reason) or
 *   `forbidden_origin`
 */
export async function authenticate<Found extends FoundToken>(
  request: Request,
  ctx: Context,
  findToken: FindToken<Found>,
): Promise<Caller<Found>> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return byToken(ctx, authorization.trim(), findToken);
  assertSameOrigin(request);
  return { userId: (await requireUser(ctx)).id, token: null, found: null };
}

/**
 * Lets a token do only what its scopes allow; whoever is signed in with a browser may do all.
 * @param scope what the route asks for; undefined where it takes no tokens
 * @throws AppError `token_not_allowed` or `insufficient_scope`
 */
export function assertScope(token: VerifiedToken | null, scope: Scope | undefined): void {
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
