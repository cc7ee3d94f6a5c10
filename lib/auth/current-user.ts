import 'server-only';
import { cookies, headers } from 'next/headers';
import { type GetTokenParams, getToken } from 'next-auth/jwt';
import type { Context } from '@/lib/context';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { noteUser } from '@/lib/request';
import { requestOrigin } from './origin';
import { endSession, findSignedIn, type SignedIn } from './sessions';

/**
 * The session id in the request's cookie, unchecked. next-auth's `getServerSession` would do, but it
 * seals a new token at every read, and throws where the request's host is nonsense.
 */
async function sessionId(): Promise<unknown> {
  const origin = requestOrigin(await headers());
  if (origin === null) return undefined;
  const jar = Object.fromEntries(
    (await cookies()).getAll().map(({ name, value }) => [name, value]),
  );
  for (const secret of getEnv().readableSecrets) {
    const token = await getToken({
      // Without its headers: a bearer there is a personal token's place, never a session's.
      req: { cookies: jar, headers: {} } as GetTokenParams['req'],
      secret,
      // As next-auth names the cookie: over https only the one that a plain http page cannot set.
      secureCookie: origin.startsWith('https://'),
    });
    if (token?.sid !== undefined) return token.sid;
  }
  return undefined;
}

/** Who asks, in server components and route handlers alike; null when nobody is signed in. */
export async function currentUser(ctx: Pick<Context, 'db' | 'now'>): Promise<SignedIn | null> {
  const user = await findSignedIn(ctx.db, await sessionId(), ctx.now());
  if (user) noteUser(user.id);
  return user;
}

/**
 * Who asks.
 * @throws AppError `unauthenticated` when nobody is signed in
 */
export async function requireUser(ctx: Pick<Context, 'db' | 'now'>): Promise<SignedIn> {
  const user = await currentUser(ctx);
  if (user === null) {
    throw new AppError(
      'unauthenticated',
      'Nobody is signed in. Sign in and try again; a script sends "Authorization: Bearer" and a personal token.',
    );
  }
  return user;
}

/** Ends the session of whoever asks, at once and everywhere. Throws what the driver throws. */
export async function endCurrentSession({ db }: Pick<Context, 'db'>): Promise<void> {
  await endSession(db, await sessionId());
}
