import 'server-only';
import { hash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { accounts, type Db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/security-log';
import { tellOwner } from './tell-owner';
import { anotherWayIn, type SignInMethods } from './ways-in';

/** An account at a provider: GitHub, Google or an OpenID Connect issuer. */
export type ProviderAccount = { provider: string; providerAccountId: string; label: string | null };

/** The account for a URL. A provider's own id may have any characters, a slash too. */
export function linkedAccountId(account: Omit<ProviderAccount, 'label'>): string {
  return hash('sha256', JSON.stringify([account.provider, account.providerAccountId]), 'base64url');
}

const isAccount = ({ provider, providerAccountId }: Omit<ProviderAccount, 'label'>) =>
  and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId));

/** The user who signs in with an account, if any. */
export async function ownerOf(db: Db, account: ProviderAccount): Promise<string | null> {
  const [row] = await db
    .select({ userId: accounts.userId })
    .from(accounts)
    .where(isAccount(account));
  return row?.userId ?? null;
}

/** Stores the provider's present name for an account that is linked. */
export async function updateLabel(db: Db, account: ProviderAccount): Promise<void> {
  const { label } = account;
  await db
    .update(accounts)
    .set({ label })
    .where(and(isAccount(account), sql`${accounts.label} IS NOT ${label}`));
}

const MAX_PER_USER = 10;

/**
 * Links an account to a user, and tells the user by mail.
 * @returns `taken` if it is linked to another user, `too_many` for an eleventh account
 */
export async function linkAccount(
  ctx: Pick<Context, 'db' | 'now' | 'defer'>,
  userId: string,
  account: ProviderAccount,
): Promise<'linked' | 'taken' | 'too_many'> {
  const { provider, providerAccountId, label } = account;
  const created = await ctx.db.all(sql`
    INSERT INTO ${accounts} (user_id, type, provider, provider_account_id, label, linked_at)
    SELECT ${userId}, 'oauth', ${provider}, ${providerAccountId}, ${label}, ${ctx.now()}
    WHERE (SELECT count(*) FROM ${accounts} WHERE ${accounts.userId} = ${userId}) < ${MAX_PER_USER}
    ON CONFLICT DO NOTHING RETURNING user_id`);
  if (created.length > 0) {
    await logSecurity(ctx, 'account_linked', { userId, method: provider });
    await tellOwner(ctx, userId, 'linked');
    return 'linked';
  }
  const owner = await ownerOf(ctx.db, account);
  if (owner === userId) return 'linked';
  return owner === null ? 'too_many' : 'taken';
}

/**
 * Unlinks an account of the user, unless it is the only way in, in one statement.
 * @param id from `linkedAccountId`
 * @throws AppError `not_found`, `last_way_in`
 */
export async function unlinkAccount(
  ctx: Pick<Context, 'db' | 'now' | 'defer'>,
  userId: string,
  id: string,
  methods: SignInMethods,
): Promise<void> {
  const own = await ctx.db.select().from(accounts).where(eq(accounts.userId, userId));
  const account = own.find((one) => linkedAccountId(one) === id);
  const gone = new AppError('not_found', 'This account is no longer linked. Reload the page.');
  if (!account) throw gone;
  const deleted = await ctx.db
    .delete(accounts)
    .where(
      and(
        isAccount(account),
        eq(accounts.userId, userId),
        anotherWayIn(userId, methods, { account }),
      ),
    )
    .returning({ userId: accounts.userId });
  if (deleted.length === 0) {
    if ((await ownerOf(ctx.db, account)) !== userId) throw gone;
    throw new AppError(
      'last_way_in',
      'This is your only way to sign in. Set a password or link another account first.',
    );
  }
  await logSecurity(ctx, 'account_unlinked', { userId, method: account.provider });
  await tellOwner(ctx, userId, 'unlinked');
}
