import { sql } from 'drizzle-orm';
import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { users } from './auth';
import { ms } from './columns';

/** Personal access tokens, for scripts. */
export const tokens = sqliteTable(
  'tokens',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** SHA-256 of the token, hex: a copy of the database does not sign anyone in. */
    tokenHash: text('token_hash').notNull(),
    /** The first characters of the token, shown in the list so that its owner can identify it. */
    prefix: text('prefix').notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<string[]>().notNull(),
    createdAt: ms('created_at').notNull(),
    /** Null for a token that never expires. */
    expiresAt: ms('expires_at'),
    /** Accurate to 15 minutes; null until the first use. */
    lastUsedAt: ms('last_used_at'),
  },
  (t) => [
    uniqueIndex('tokens_hash').on(t.tokenHash),
    index('tokens_user').on(t.userId),
    index('tokens_expires').on(t.expiresAt).where(sql`${t.expiresAt} IS NOT NULL`),
  ],
);
