import 'server-only';
import { and, eq } from 'drizzle-orm';
import type { Account, Profile } from 'next-auth';
import { proveAddress } from '@/lib/account';
import type { Context } from '@/lib/context';
import { accounts, users } from '@/lib/db';
import { normalizeEmail } from '@/lib/email-address';
import { maySignUp } from '../create-user';
import { isVerifiedByIssuer } from '../providers';

type Data = Pick<Context, 'db' | 'now'>;

/** Whether a sign-in link to this address could be used: its holder may sign up, or the address has a user. */
export async function mayReceiveLink(ctx: Data, email: string): Promise<boolean> {
  if (await maySignUp(ctx, { email, proved: true, invitation: null })) return true;
  const existing = await ctx.db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return existing.length > 0;
}

/** Decides on a sign-in by emailed link, which proves the address. */
export async function admitByLink(ctx: Data, email: string): Promise<boolean> {
  const [user] = await ctx.db.select({ id: users.id }).from(users).where(eq(users.email, email));
  if (!user) return maySignUp(ctx, { email, proved: true, invitation: null });
  await proveAddress(ctx, user.id, { keepSession: null });
  return true;
}

/**
 * Decides on a sign-in through a provider: allowed for an account that is linked to a user, and for a new user who
 * may sign up with a valid email address that the provider does not report as unverified.
 * An address that already belongs to a user does not link the account: next-auth rejects that.
 */
export async function admitByProvider(
  ctx: Data,
  account: Account,
  profile: (Profile & { email_verified?: unknown }) | undefined,
  { email: raw, invitation }: { email: unknown; invitation: string | null },
): Promise<boolean> {
  const [linked] = await ctx.db
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
  const email = normalizeEmail(raw);
  if (unverified || email === null) return false;
  return maySignUp(ctx, { email, proved: isVerifiedByIssuer(profile), invitation });
}
