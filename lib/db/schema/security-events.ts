import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { ms } from './columns';

/**
 * What happened to accounts, for the operator: who, what, when, from where; never a secret. Without a reference
 * to `users`: the line about a deleted account stays. Pruned after 90 days.
 */
export const securityEvents = sqliteTable(
  'security_events',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: ms('at').notNull(),
    /** A name of `lib/security-log/model.ts`. */
    event: text('event').notNull(),
    /** The user whom it is about; null if the address has none. */
    aboutUser: text('about_user'),
    /** The user who did it, if it is another one: an operator. */
    byUser: text('by_user'),
    /** Stands for the address where no user is known, from `accountOf`. */
    account: text('account'),
    /** The client's network. */
    from: text('from_network'),
    /** Ids and fixed words. */
    details: text('details', { mode: 'json' }).$type<Record<string, string>>(),
    /** How often it happened, if equal failures share a line. */
    times: integer('times').notNull().default(1),
    /** The same for equal failures of a few minutes, so that they share the line; null for everything else. */
    sharedKey: text('shared_key').unique(),
  },
  (t) => [
    index('security_events_at').on(t.at, t.id),
    index('security_events_event').on(t.event, t.at, t.id),
    index('security_events_user').on(t.aboutUser, t.at, t.id),
    index('security_events_by').on(t.byUser, t.at, t.id).where(sql`${t.byUser} IS NOT NULL`),
    index('security_events_account').on(t.account, t.at, t.id).where(sql`${t.account} IS NOT NULL`),
  ],
);
