import { sql } from 'drizzle-orm';
import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { users } from './auth';
import { ms } from './columns';
import { jobs } from './jobs';

/** A public link to one job. */
export const shares = sqliteTable(
  'shares',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    /** SHA-256 of the token, hex: a copy of the database does not open the link. */
    tokenHash: text('token_hash').notNull(),
    /** The token, encrypted with a key that is not in the database, so that its owner can copy the link again. */
    tokenSealed: text('token_sealed').notNull(),
    createdAt: ms('created_at').notNull(),
    revokedAt: ms('revoked_at'),
  },
  (t) => [
    uniqueIndex('shares_token').on(t.tokenHash),
    index('shares_job').on(t.userId, t.jobId),
    index('shares_of_job').on(t.jobId),
    index('shares_newest')
      .on(t.userId, t.jobId, t.createdAt, t.id)
      .where(sql`${t.revokedAt} IS NULL`),
    index('shares_revoked').on(t.revokedAt).where(sql`${t.revokedAt} IS NOT NULL`),
  ],
);
