import 'server-only';
import { cookies, headers } from 'next/headers';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { noteUser } from '@/lib/request';
import { requestOrigin } from './forwarded-headers';
import { sessionIdIn } from './session-cookie';
import {
  endSession,
  findHalfSession,
  findSignedIn,
  type HalfSession,
  type SignedIn,
} from './sessions';

/**
 * The session id in the request's cookie, not yet verified. next-auth's `getServerSession` would also work,
 * but it seals a new token at every read and throws on an invalid host header.
 */
export async function currentSessionId(): Promise<unknown> {
  const origin = requestOrigin(await headers());
  if (origin === null) return undefined;
  return sessionIdIn((await cookies()).getAll(), origin.startsWith('https://'));
}

/** The signed-in user, or null. For server components and route handlers. */
export async function currentUser(
  ctx: Pick<Context, 'db' | 'now' | 'defer' | 'passive'>,
): Promise<SignedIn | null> {
  const user = await findSignedIn(ctx, await currentSessionId());
  if (user) noteUser(user.id);
  return user;
}

/** The half session of the request: the first factor was right, the second is still to be shown. Null if none. */
export async function currentHalfSession(
  ctx: Pick<Context, 'db' | 'now'>,
): Promise<HalfSession | null> {
  return findHalfSession(ctx, await currentSessionId());
}

/**
 * The signed-in user.
 * @throws AppError `unauthenticated`
 */
export async function requireUser(
  ctx: Pick<Context, 'db' | 'now' | 'defer' | 'passive'>,
): Promise<SignedIn> {
  const user = await currentUser(ctx);
  if (user === null) {
    throw new AppError(
      'unauthenticated',
      'You are not signed in. Sign in, or send a personal token in the "Authorization: Bearer" header.',
    );
  }
  return user;
}

/** Ends the request's session, at once and on all instances. Throws the driver's error. */
export async function endCurrentSession(ctx: Pick<Context, 'db' | 'now'>): Promise<void> {
  await endSession(ctx, await currentSessionId());
}
