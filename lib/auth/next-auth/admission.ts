import 'server-only';
import { and, eq } from 'drizzle-orm';
import type { Account, Profile } from 'next-auth';
import { proveAddress } from '@/lib/account';
import type { Context } from '@/lib/context';
import { accounts, type Db, users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { normalizeEmail } from '../schemas';

/** Whether a sign-in link to this address could be used: sign-up is open, or the address has a user. */
export async function mayReceiveLink(db: Db, email: string): Promise<boolean> {
  if (getEnv().signUpOpen) return true;
  const existing = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return existing.length > 0;
}

/** Decides on a sign-in by emailed link, which proves the address. */
export async function admitByLink(
  ctx: Pick<Context, 'db' | 'now'>,
  email: string,
): Promise<boolean> {
  const [user] = await ctx.db.select({ id: users.id }).from(users).where(eq(users.email, email));
  if (!user) return getEnv().signUpOpen;
  await proveAddress(ctx, user.id, { keepSession: null });
  return true;
}

/**
 * Decides on a sign-in through a provider: allowed for an account that is linked to a user, and, if sign-up
 * is open, for a new user with a valid email address that the provider does not report as unverified.
 * An address that already belongs to a user does not link the account: next-auth rejects that.
 */
export async function admitByProvider(
  db: Db,
  account: Account,
  profile: (Profile & { email_verified?: unknown }) | undefined,
  email: unknown,
): Promise<boolean> {
  const [linked] = await db
    .select({ userId: accounts.userId })
    .from(accounts)
    .where(
      and(
        eq(accounts.provider, account.provider),
        eq(accounts.providerAccountId, account.providerAccountId),
      ),
    );
  if (linked) return true;
  const unverified = profile?.email_verified === false || profile?.email_verified === 'false';
  return getEnv().signUpOpen && !unverified && normalizeEmail(email) !== null;
}
