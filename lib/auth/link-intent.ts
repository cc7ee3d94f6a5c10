import 'server-only';
import { cookies, headers } from 'next/headers';
import { z } from 'zod';
import type { Context } from '@/lib/context';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { seal, unseal } from '@/lib/sealing';
import { currentUser } from './current-user';
import { requestOrigin } from './forwarded-headers';
import { signInMethods } from './providers';
import type { SignedIn } from './sessions';

/** How long a user may take at the provider, s. */
const LIFETIME_S = 10 * 60;

const PURPOSE = 'bottega link intent';

/** Over https, browsers set a cookie with this prefix for this host and over https only. */
async function cookieName(): Promise<{ name: string; secure: boolean }> {
  const secure = requestOrigin(await headers())?.startsWith('https://') ?? false;
  return { name: `${secure ? '__Secure-' : ''}bottega.link-intent`, secure };
}

const intentSchema = z.strictObject({
  sessionId: z.string(),
  provider: z.string(),
  until: z.number(),
});

/**
 * Notes in the browser that the session's user wants to link an account at a provider: the next sign-in there links
 * it. Bound to the session and encrypted, so that no other page or session can make one.
 * @throws AppError `not_found` for a provider that is not configured
 */
export async function intendToLink(
  { now }: Pick<Context, 'now'>,
  { sessionId }: Pick<SignedIn, 'sessionId'>,
  provider: string,
): Promise<void> {
  if (!signInMethods().oauth.some(({ id }) => id === provider)) {
    throw new AppError('not_found', 'This sign-in service is not set up on this server.');
  }
  const until = now() + LIFETIME_S * 1_000;
  const text = JSON.stringify({ sessionId, provider, until });
  const { name, secure } = await cookieName();
  (await cookies()).set(name, seal(text, getEnv().authSecret, PURPOSE), {
    httpOnly: true,
    secure,
    // The provider's redirect back comes from another site.
    sameSite: 'lax',
    path: '/api/auth',
    maxAge: LIFETIME_S,
  });
}

function parsed(sealed: string): z.output<typeof intentSchema> | null {
  const text = unseal(sealed, getEnv().readableSecrets, PURPOSE);
  if (text === null) return null;
  return intentSchema.safeParse(JSON.parse(text)).data ?? null;
}

/**
 * The signed-in user who wants to link an account at this provider, and uses the intent up. Null if there is none, or
 * none of the session that the browser has now.
 */
export async function takeLinkIntent(
  ctx: Pick<Context, 'db' | 'now' | 'defer'>,
  provider: string,
): Promise<SignedIn | null> {
  const jar = await cookies();
  const { name, secure } = await cookieName();
  const sealed = jar.get(name)?.value;
  if (sealed === undefined) return null;
  jar.set(name, '', { httpOnly: true, secure, path: '/api/auth', maxAge: 0 });
  const intent = parsed(sealed);
  if (intent === null || intent.provider !== provider || intent.until < ctx.now()) return null;
  const user = await currentUser(ctx);
  return user?.sessionId === intent.sessionId ? user : null;
}
