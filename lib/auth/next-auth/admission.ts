import 'server-only';
import { eq } from 'drizzle-orm';
import type { Account } from 'next-auth';
import {
  linkAccount,
  ownerOf,
  type ProviderAccount,
  proveAddress,
  recordProof,
  updateLabel,
} from '@/lib/account';
import type { Context } from '@/lib/context';
import { users } from '@/lib/db';
import { normalizeEmail } from '@/lib/email-address';
import { accountLabel, type Claims, deniesAddress, provenAddress } from '../claims';
import { maySignUp } from '../create-user';
import type { SignedIn } from '../sessions';

type Data = Pick<Context, 'db' | 'now' | 'defer'>;

async function userAt({ db }: Pick<Data, 'db'>, email: string): Promise<string | null> {
  const [user] = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return user?.id ?? null;
}

/** Whether a sign-in link to this address could be used: its holder may sign up, or the address has a user. */
export async function mayReceiveLink(
  ctx: Pick<Data, 'db' | 'now'>,
  email: string,
): Promise<boolean> {
  if (await maySignUp(ctx, { email, proved: true, invitation: null })) return true;
  return (await userAt(ctx, email)) !== null;
}

/** Decides on a sign-in by emailed link, which proves the address. */
export async function admitByLink(ctx: Pick<Data, 'db' | 'now'>, email: string): Promise<boolean> {
  const userId = await userAt(ctx, email);
  if (userId === null) return maySignUp(ctx, { email, proved: true, invitation: null });
  await proveAddress(ctx, userId, { keepSession: null });
  return true;
}

/** Whether a user may not sign in. @param id none of ours for a new user */
export async function isDisabled({ db }: Pick<Data, 'db'>, id: string): Promise<boolean> {
  const [user] = await db
    .select({ disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.id, id));
  return user !== undefined && user.disabledAt !== null;
}

/** The account at a provider with which somebody signs in. */
function providerAccount(account: Account, claims: Claims): ProviderAccount {
  const { provider, providerAccountId } = account;
  return { provider, providerAccountId, label: accountLabel(claims) };
}

/** Signs in with an account that is linked. If the provider vouches for the user's address, that is proved. */
async function enter(ctx: Data, userId: string, account: ProviderAccount, proven: string | null) {
  await updateLabel(ctx.db, account);
  const [user] = await ctx.db
    .select({ email: users.email, emailVerified: users.emailVerified })
    .from(users)
    .where(eq(users.id, userId));
  if (user?.email === proven && user.emailVerified === null) await recordProof(ctx, userId);
}

/**
 * Decides on a sign-in through a provider:
 *
 * - An account that is linked to a user signs that user in, whatever address it has now.
 * - An address that the provider vouches for, and that a user has, links the account: whoever owns the address owns
 *   the user. If nobody had proved the address before, the first proof removes what was set up before.
 * - An address that the provider does not vouch for never links: if a user has it, next-auth refuses.
 * - Otherwise a new user, who may sign up, unless the provider says that the address is not proved.
 *
 * @param browser what the browser brings: an invitation, and the session that it has now
 */
export async function admitByProvider(
  ctx: Data,
  account: Account,
  claims: Claims,
  { invitation, keepSession = null }: { invitation: string | null; keepSession?: string | null },
): Promise<boolean | string> {
  const theirs = providerAccount(account, claims);
  // next-auth passes the same object to the adapter, which links the account of a new user.
  account.label = theirs.label;
  const proven = provenAddress(account.provider, claims);
  const owner = await ownerOf(ctx.db, theirs);
  if (owner !== null) {
    await enter(ctx, owner, theirs, proven);
    return true;
  }
  const userId = proven === null ? null : await userAt(ctx, proven);
  if (userId !== null) {
    // For a linked account, next-auth knows the user, and `options.ts` has checked this.
    if (await isDisabled(ctx, userId)) return '/sign-in?error=AccountDisabled';
    await proveAddress(ctx, userId, { keepSession });
    return (await linkAccount(ctx, userId, theirs)) === 'linked';
  }
  const email = normalizeEmail(claims.email);
  if (deniesAddress(claims) || email === null) return false;
  return maySignUp(ctx, { email, proved: proven !== null, invitation });
}

/**
 * Links an account to a user who has asked for it in the settings. Signs nobody in.
 * @returns the page to go to
 */
export async function linkOnRequest(
  ctx: Data,
  user: SignedIn,
  account: Account,
  claims: Claims,
): Promise<string> {
  const outcome = await linkAccount(ctx, user.id, providerAccount(account, claims));
  const proven = provenAddress(account.provider, claims);
  if (outcome === 'linked' && proven === user.email) await recordProof(ctx, user.id);
  return `/settings/security?notice=${outcome}`;
}
