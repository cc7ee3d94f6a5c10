import 'server-only';
import { hash } from 'node:crypto';
import { and, eq, gt } from 'drizzle-orm';
import { proveAddress, type Removal, removalAtFirstProof } from '@/lib/account';
import type { Context } from '@/lib/context';
import { users, verificationTokens } from '@/lib/db';
import { normalizeEmail } from '@/lib/email-address';
import { getEnv } from '@/lib/env';
import { logSecurity } from '@/lib/security-log';
import { confirmSession, type SignedIn } from './sessions';

/** The parts of a mailed link that prove who holds it: untrusted text from its URL or form. */
export type LinkSecret = { email: unknown; token: unknown };

/** A mailed link that signs in, or will until it expires. */
export type SignInLink = {
  email: string;
  /** Null if the link creates an account. */
  userId: string | null;
  /** What the first proof of the address removes; null if the address is proved already. */
  removal: Removal | null;
};

/** Longer texts are no token of ours. */
const MAX_TOKEN = 200;

/** The row of a link that has not expired. next-auth stores the token's hash, made with its secret. */
function rowOf({ email, token }: LinkSecret, now: number) {
  const address = normalizeEmail(email);
  if (address === null || typeof token !== 'string' || token.length > MAX_TOKEN) return null;
  const hashed = hash('sha256', `${token}${getEnv().authSecret}`, 'hex');
  const isLink = and(
    eq(verificationTokens.identifier, address),
    eq(verificationTokens.token, hashed),
    gt(verificationTokens.expires, new Date(now)),
  );
  return { address, isLink };
}

async function userAt({ db }: Pick<Context, 'db'>, email: string): Promise<string | null> {
  const [user] = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return user?.id ?? null;
}

/**
 * Reads a mailed link without using it up, so that its page can say what the button will do.
 * @returns null if the link is unknown, used or expired
 */
export async function readSignInLink(
  ctx: Pick<Context, 'db' | 'now'>,
  secret: LinkSecret,
): Promise<SignInLink | null> {
  const row = rowOf(secret, ctx.now());
  if (row === null) return null;
  const { address, isLink } = row;
  const found = await ctx.db
    .select({ email: verificationTokens.identifier })
    .from(verificationTokens)
    .where(isLink);
  if (found.length === 0) return null;
  const userId = await userAt(ctx, address);
  const removal = userId === null ? null : await removalAtFirstProof(ctx.db, userId);
  return { email: address, userId, removal };
}

/**
 * Uses up a link to the address of the person who is signed in: it proves the address and who they are. They keep
 * their session and everything else.
 * @returns false if the link is not theirs, or is unknown, used or expired; then nothing has changed
 */
export async function confirmByLink(
  ctx: Pick<Context, 'db' | 'now' | 'defer'>,
  user: SignedIn,
  secret: LinkSecret,
): Promise<boolean> {
  const row = rowOf(secret, ctx.now());
  if (row === null || row.address !== user.email) return false;
  const used = await ctx.db
    .delete(verificationTokens)
    .where(row.isLink)
    .returning({ email: verificationTokens.identifier });
  if (used.length === 0) return false;
  await proveAddress(ctx, user.id, { keepSession: user.sessionId });
  await confirmSession(ctx, user.sessionId);
  await logSecurity(ctx, 'sign_in_confirmed', { userId: user.id, method: 'email' });
  return true;
}
