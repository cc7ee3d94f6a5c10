import { sql } from 'drizzle-orm';
import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { users } from './auth';
import { ms } from './columns';

export const ACCOUNT_LINK_PURPOSES = ['reset_password', 'change_email'] as const;

/** Links that let their holder change one account once. Sign-in links are in `verification_tokens`. */
export const accountLinks = sqliteTable(
  'account_links',
  {
    /** SHA-256 of the link's token, hex. */
    tokenHash: text('token_hash').primaryKey(),
    purpose: text('purpose', { enum: ACCOUNT_LINK_PURPOSES }).notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The new address, for `change_email`. */
    email: text('email'),
    createdAt: ms('created_at').notNull(),
    expiresAt: ms('expires_at').notNull(),
  },
  (t) => [
    index('account_links_user').on(t.userId, t.purpose),
    index('account_links_expires').on(t.expiresAt),
  ],
);

/** Links that let one person sign up while sign-up is by invitation. */
export const invitations = sqliteTable(
  'invitations',
  {
    id: text('id').primaryKey(),
    /** SHA-256 of the link's token, hex. */
    tokenHash: text('token_hash').notNull().unique(),
    /** The only address that may sign up by it; null if any may. */
    email: text('email'),
    /** The address for which a holder of the link last requested a sign-in link; it may sign up too. */
    claimedEmail: text('claimed_email'),
    /** The operator; null once their account is deleted. */
    invitedBy: text('invited_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: ms('created_at').notNull(),
    expiresAt: ms('expires_at').notNull(),
    usedAt: ms('used_at'),
    usedBy: text('used_by').references(() => users.id, { onDelete: 'set null' }),
  },
  (t) => [
    index('invitations_newest').on(t.createdAt, t.id),
    index('invitations_expires').on(t.expiresAt),
    index('invitations_invited_by').on(t.invitedBy),
    index('invitations_used_by').on(t.usedBy),
    index('invitations_email').on(t.email).where(sql`${t.email} IS NOT NULL`),
    index('invitations_claimed_email').on(t.claimedEmail).where(sql`${t.claimedEmail} IS NOT NULL`),
  ],
);
