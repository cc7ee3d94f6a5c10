import 'server-only';
import { and, eq } from 'drizzle-orm';
import type { Account, Profile } from 'next-auth';
import { accounts, type Db, passwords, sessions, users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { normalizeEmail } from './email';

/** Whether a link in a mail to this address can lead anywhere: not where sign-up is closed and it has no user. */
export async function mayReceiveLink(db: Db, email: string): Promise<boolean> {
  if (getEnv().signUpOpen) return true;
  const known = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return known.length > 0;
}

/**
 * Lets in whoever opened a mailed link, which proves that the mailbox is theirs. Where nobody had
 * proved that yet, whoever made the user may have been somebody else, who must not stay in: the
 * password, the linked accounts and the sessions from before are removed.
 */
export async function admitByLink(db: Db, email: string): Promise<boolean> {
  const [user] = await db
    .select({ id: users.id, emailVerified: users.emailVerified })
    .from(users)
    .where(eq(users.email, email));
  if (!user) return getEnv().signUpOpen;
  if (user.emailVerified === null) {
    await db.delete(passwords).where(eq(passwords.userId, user.id));
    await db.delete(accounts).where(eq(accounts.userId, user.id));
    await db.delete(sessions).where(eq(sessions.userId, user.id));
  }
  return true;
}

/**
 * Lets in whom another service vouches for: somebody whose account there is linked to a user, or, where
 * sign-up is open, somebody new with a plain e-mail address that the service does not call unverified.
 * That the address belongs to a user already links nothing: next-auth refuses those.
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
