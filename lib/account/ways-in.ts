import 'server-only';
import { asc, count, eq, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { accounts, batch, passkeys, passwords, users } from '@/lib/db';

/** How this deployment lets people sign in, besides a password and passkeys; from `signInMethods`. */
export type SignInMethods = { oauth: { id: string; name: string }[]; email: boolean };

type Account = { provider: string; providerAccountId: string };

/** What is about to be removed. */
type Except = { account: Account } | { passkey: string } | { password: true };

/**
 * The condition that a user can still sign in without one of the ways in, for the statement that removes it. A mailed
 * link counts for a proved address only, and an account only while its provider is configured.
 */
export function anotherWayIn(userId: string, { oauth, email }: SignInMethods, except: Except): SQL {
  const account = 'account' in except ? except.account : { provider: '', providerAccountId: '' };
  const passkey = 'passkey' in except ? except.passkey : '';
  const providers = JSON.stringify(oauth.map(({ id }) => id));
  return sql`(${'password' in except ? 0 : 1} AND EXISTS (SELECT 1 FROM passwords WHERE user_id = ${userId})
    OR EXISTS (SELECT 1 FROM passkeys WHERE user_id = ${userId} AND id <> ${passkey})
    OR ${email ? 1 : 0} AND EXISTS (
      SELECT 1 FROM users WHERE id = ${userId} AND email_verified IS NOT NULL)
    OR EXISTS (SELECT 1 FROM accounts AS other WHERE other.user_id = ${userId}
      AND NOT (other.provider = ${account.provider}
        AND other.provider_account_id = ${account.providerAccountId})
      AND other.provider IN (SELECT value FROM json_each(${providers}))))`;
}

/** How a user can sign in. */
export type WaysIn = {
  password: boolean;
  passkeys: number;
  /** Whether the address is proved. */
  addressProved: boolean;
  accounts: (Account & { label: string | null; linkedAt: number | null })[];
};

/** Every way in of a user, for the settings. */
export async function waysIn({ db }: Pick<Context, 'db'>, userId: string): Promise<WaysIn> {
  const [user, password, keys, linked] = await batch(db, [
    db.select({ at: users.emailVerified }).from(users).where(eq(users.id, userId)),
    db.select({ n: count() }).from(passwords).where(eq(passwords.userId, userId)),
    db.select({ n: count() }).from(passkeys).where(eq(passkeys.userId, userId)),
    db
      .select({
        provider: accounts.provider,
        providerAccountId: accounts.providerAccountId,
        label: accounts.label,
        linkedAt: accounts.linkedAt,
      })
      .from(accounts)
      .where(eq(accounts.userId, userId))
      .orderBy(asc(accounts.provider), asc(accounts.providerAccountId)),
  ]);
  return {
    password: (password[0]?.n ?? 0) > 0,
    passkeys: keys[0]?.n ?? 0,
    addressProved: user[0]?.at != null,
    accounts: linked,
  };
}
