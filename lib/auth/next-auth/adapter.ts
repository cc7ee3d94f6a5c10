import { visibleOrNull } from '@/lib/visible-text';
import 'server-only';
import { DrizzleAdapter } from '@auth/drizzle-adapter';
import { lt } from 'drizzle-orm';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Adapter, AdapterAccount, AdapterUser } from 'next-auth/adapters';
import { accounts, type Db, now, users, verificationTokens } from '@/lib/db';
import { ROLE_OF_NEW_ACCOUNT } from '../operators';
import { normalizeEmail } from '../schemas';

/** Longer names from a provider are cut. */
const MAX_NAME_LENGTH = 80;

/**
 * Stores next-auth's users, linked accounts and verification tokens. Sessions are our own (`sessions.ts`).
 * Email addresses are normalised, so that one address in two spellings is one user.
 */
export function authAdapter(db: Db): Adapter {
  // `Db` has no `transaction`. No method of this adapter calls it.
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
    async createUser(profile: Omit<AdapterUser, 'id'>) {
      const email = normalizeEmail(profile.email);
      if (email === null) throw new Error('The provider sent no valid email address.');
      const name = visibleOrNull(profile.name?.slice(0, MAX_NAME_LENGTH));
      const { emailVerified } = profile;
      const [user] = await db
        .insert(users)
        .values({ email, name, emailVerified, role: ROLE_OF_NEW_ACCOUNT, createdAt: now() })
        .returning();
      if (!user) throw new Error('An insert returned no row.');
      return user;
    },
    linkAccount({ userId, type, provider, providerAccountId }: AdapterAccount) {
      // The provider's tokens are not stored: the app never calls it again, so they could only leak.
      return adapter.linkAccount({ userId, type, provider, providerAccountId });
    },
    async createVerificationToken(token) {
      // Links that were never opened would accumulate.
      await db.delete(verificationTokens).where(lt(verificationTokens.expires, new Date(now())));
      return adapter.createVerificationToken(token);
    },
  };
}
