import 'server-only';
import { DrizzleAdapter } from '@auth/drizzle-adapter';
import { lt } from 'drizzle-orm';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Adapter, AdapterAccount, AdapterUser } from 'next-auth/adapters';
import { accounts, type Db, users, verificationTokens } from '@/lib/db';
import { normalizeEmail } from './email';

/** What a provider calls somebody, in the form that we keep. */
const MAX_NAME = 80;

/**
 * Where next-auth keeps users, linked accounts and the tokens of mailed links. Sessions are ours
 * (`sessions.ts`). Addresses are kept by the one e-mail rule, so that the same one in another spelling
 * is the same user.
 */
export function authAdapter(db: Db): Adapter {
  // Our `Db` hides `transaction`, which no method of this adapter calls.
  const adapter = DrizzleAdapter(db as unknown as BaseSQLiteDatabase<'async', unknown>, {
    usersTable: users,
    accountsTable: accounts,
    verificationTokensTable: verificationTokens,
  }) as Required<Adapter>;
  return {
    ...adapter,
    async getUserByEmail(raw) {
      const email = normalizeEmail(raw);
      return email === null ? null : adapter.getUserByEmail(email);
    },
    createUser(profile: Omit<AdapterUser, 'id'>) {
      const email = normalizeEmail(profile.email);
      if (email === null) throw new Error('No plain e-mail address.');
      const name = profile.name?.slice(0, MAX_NAME) || null;
      return adapter.createUser({
        email,
        name,
        emailVerified: profile.emailVerified,
      } as AdapterUser);
    },
    linkAccount({ userId, type, provider, providerAccountId }: AdapterAccount) {
      // The provider's own tokens are left out: nothing here calls it again, so they could only leak.
      return adapter.linkAccount({ userId, type, provider, providerAccountId });
    },
    async createVerificationToken(token) {
      // Links that nobody opened in time would pile up.
      await db.delete(verificationTokens).where(lt(verificationTokens.expires, new Date()));
      return adapter.createVerificationToken(token);
    },
  };
}
