import 'server-only';
import { assertOperator, requireUser, type SignedIn } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { noteUser } from '@/lib/request';
import { logSecurity } from '@/lib/security-log';
import {
  type FindToken,
  type FoundToken,
  type Scope,
  TOKEN_PREFIX,
  type VerifiedToken,
  verifyToken,
} from '@/lib/tokens';
import { assertSameOrigin } from './cors';

/** The user that a request comes from. `token` and `found` are null for a browser session. */
type Caller<Found extends FoundToken> = {
  userId: string;
  /** Null for a token. */
  session: SignedIn | null;
  token: VerifiedToken | null;
  /** What `findToken` returned. */
  found: Found | null;
};

async function byToken<Found extends FoundToken>(
  ctx: Context,
  authorization: string,
  findToken: FindToken<Found>,
): Promise<Caller<Found>> {
  const bearer = /^Bearer(?: +(\S.*)?)?$/i.exec(authorization);
  if (bearer === null) {
    throw new AppError(
      'unauthenticated',
      'The Authorization header has no bearer token. Send "Authorization: Bearer" and a personal access token.',
    );
  }
  const verified = await verifyToken(ctx, bearer[1] ?? '', findToken);
  if (verified === null) {
    await logSecurity(ctx, 'token_rejected', { reason: 'unknown_expired_or_revoked' });
    throw new AppError(
      'invalid_token',
      'This token is mistyped, expired or revoked. Create a new one in the settings.',
    );
  }
  const { token, found } = verified;
  noteUser(token.userId);
  return { userId: token.userId, session: null, token, found };
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
  // First who, then from where: without a session, a foreign page is not the reason for the refusal.
  const session = await requireUser(ctx);
  assertSameOrigin(request);
  return { userId: session.id, session, token: null, found: null };
}

/**
 * Restricts a token to its scopes. A session may do everything but what is for operators.
 * @throws AppError `token_not_allowed` or `insufficient_scope`; `not_found` for whoever is no operator
 */
export function assertAllowed(
  { token, session }: Pick<Caller<FoundToken>, 'token' | 'session'>,
  required: Scope | 'session' | 'operator',
): void {
  if (session && required === 'operator') assertOperator(session);
  if (token === null) return;
  if (required === 'session' || required === 'operator') {
    throw new AppError(
      'token_not_allowed',
      'A token cannot do this. Sign in with a browser and do it there.',
    );
  }
  if (token.scopes.includes(required)) return;
  throw new AppError(
    'insufficient_scope',
    `This token lacks the scope ${required}. Create one that has it.`,
    { scope: required },
  );
}

/** Names of query parameters in which other services accept credentials. */
const CREDENTIAL =
  /^(?:(?:x[-_])?(?:access|api|auth|bearer|personal)[-_]?(?:token|key)|token|key|pat|auth|bearer|authorization)(?:\[\])?$/i;

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/**
 * Rejects a URL with a credential in it, valid or not: URLs end up in logs and histories (RFC 6750, section
 * 5.3).
 * @throws AppError `token_in_url`
 */
export function assertNoTokenInUrl({ url }: Request): void {
  const query = url.indexOf('?');
  const names = query === -1 ? [] : [...new URLSearchParams(url.slice(query)).keys()];
  const isCredential = names.some((name) => CREDENTIAL.test(name));
  if (!isCredential && !decoded(decoded(url)).includes(TOKEN_PREFIX)) return;
  throw new AppError(
    'token_in_url',
    'A token must not be part of a URL, because URLs are logged. Revoke it and send a new one as "Authorization: Bearer".',
  );
}
