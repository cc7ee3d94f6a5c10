import 'server-only';
import { DrizzleAdapter } from '@auth/drizzle-adapter';
import { lt } from 'drizzle-orm';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Adapter, AdapterAccount, AdapterUser } from 'next-auth/adapters';
import type { Context } from '@/lib/context';
import { accounts, users, verificationTokens } from '@/lib/db';
import { normalizeEmail } from '@/lib/email-address';
import { visibleOrNull } from '@/lib/visible-text';
import { createUser } from '../create-user';

/** What `profile` of a provider returns (`providers.ts`), as next-auth passes it on. */
type NewUser = Omit<AdapterUser, 'id'> & { addressProved?: boolean };

/** Longer names from a provider are cut. */
const MAX_NAME_LENGTH = 80;

/**
 * Stores next-auth's users, linked accounts and verification tokens. Sessions are our own (`sessions.ts`).
 * Email addresses are normalised, so that one address in two spellings is one user.
 * @param invitation the token that the browser of this request brought
 */
export function authAdapter(
  ctx: Pick<Context, 'db' | 'now'>,
  invitation: () => Promise<string | null> = async () => null,
): Adapter {
  const { db, now } = ctx;
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
    async createUser(profile: NewUser) {
      const email = normalizeEmail(profile.email);
      if (email === null) throw new Error('The provider sent no valid email address.');
      const name = visibleOrNull(profile.name?.slice(0, MAX_NAME_LENGTH));
      const { emailVerified, addressProved = false } = profile;
      const proved = emailVerified !== null || addressProved;
      const applicant = { email, proved, invitation: await invitation() };
      const created = await createUser(ctx, { applicant, name, passwordHash: null });
      // Somebody else was faster: `admission.ts` has checked the same before.
      if (typeof created === 'string') throw new Error(`The account was not created: ${created}`);
      const user = await adapter.getUser(created.id);
      if (!user) throw new Error('The account was deleted meanwhile.');
      return user;
    },
    async linkAccount(account: AdapterAccount) {
      const { userId, type, provider, providerAccountId } = account;
      // `admission.ts` adds the label. The provider's tokens are not stored: the app never calls it again, so they
      // could only leak.
      const label = typeof account.label === 'string' ? account.label : null;
      const row = { userId, type, provider, providerAccountId, label, linkedAt: now() };
      await db.insert(accounts).values(row);
    },
    async updateUser({ id }) {
      // next-auth would overwrite when the address was first proved; `proveAddress` has stored it.
      const user = await adapter.getUser(id);
      if (user === null) throw new Error('The user has been deleted.');
      return user;
    },
    async createVerificationToken(token) {
      // Links that were never opened would accumulate.
      await db.delete(verificationTokens).where(lt(verificationTokens.expires, new Date(now())));
      return adapter.createVerificationToken(token);
    },
  };
}
