import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { MASK_COLOURS } from '../../submissions/model';
import { ms } from './columns';

// @auth/drizzle-adapter requires these column names in users, accounts and verification_tokens.

/** What a user may do: an operator also manages people and sees the state of the server. */
export const ROLES = ['user', 'operator'] as const;

export const users = sqliteTable(
  'users',
  {
    id: text('id')
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
    name: text('name'),
    email: text('email').notNull().unique(),
    /** When its owner first proved that they receive mail at the address; null until then. */
    emailVerified: integer('email_verified', { mode: 'timestamp_ms' }),
    image: text('image'),
    createdAt: ms('created_at')
      .notNull()
      .$defaultFn(() => Date.now()),
    /** A small number for the search index, set by a trigger. */
    number: integer('number').unique(),
    /** Null in rows of version 0.1, for which ADMIN_EMAILS alone counts, proved or not. */
    role: text('role', { enum: ROLES }),
    /** Since when the user may not sign in, and no session or token of theirs is accepted; null if they may. */
    disabledAt: ms('disabled_at'),
    /** The language of emails to the user; null until it is known. */
    locale: text('locale'),
    /** Since when the account is being deleted, page by page; null if it is not. */
    deletingAt: ms('deleting_at'),
    /** The user who gets the jobs of an account that is being deleted; null if they are deleted too. */
    handOverTo: text('hand_over_to'),
    /** Whether the drop-in names our copy of a result in `output`, for the user's scripts; null until it is chosen. */
    storedOutput: integer('stored_output', { mode: 'boolean' }),
    /** The most jobs that the user may start in a calendar month (UTC); null: JOBS_PER_USER_PER_MONTH. */
    jobsPerMonth: integer('jobs_per_month'),
    /** The colour of a mask that means "change here" for Gepetto; null until it is chosen: white. */
    maskColour: text('mask_colour', { enum: MASK_COLOURS }),
    /** What shared pages call the sender; null: the user's name. */
    studioName: text('studio_name'),
  },
  (t) => [
    index('users_deleting').on(t.deletingAt).where(sql`${t.deletingAt} IS NOT NULL`),
    index('users_newest').on(t.createdAt, t.id),
    index('users_operators').on(t.id).where(sql`${t.role} = 'operator'`),
  ],
);

/** A table of its own, so that no query on `users` returns a hash by accident. */
export const passwords = sqliteTable('passwords', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  hash: text('hash').notNull(),
  updatedAt: ms('updated_at').notNull(),
});

export const accounts = sqliteTable(
  'accounts',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    type: text('type').$type<'email' | 'oauth' | 'oidc' | 'webauthn'>().notNull(),
    provider: text('provider').notNull(),
    providerAccountId: text('provider_account_id').notNull(),
    refresh_token: text('refresh_token'),
    access_token: text('access_token'),
    expires_at: integer('expires_at'),
    token_type: text('token_type'),
    scope: text('scope'),
    id_token: text('id_token'),
    session_state: text('session_state'),
    /** The issuer's name for the account, usually an email address: shown in the settings. */
    label: text('label'),
    linkedAt: ms('linked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.providerAccountId] }),
    index('accounts_user').on(t.userId),
  ],
);

export const verificationTokens = sqliteTable(
  'verification_tokens',
  {
    identifier: text('identifier').notNull(),
    token: text('token').notNull(),
    expires: integer('expires', { mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.identifier, t.token] }),
    index('verification_tokens_expires').on(t.expires),
  ],
);

/** Makes session cookies revocable: a cookie is valid only while its row exists. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: ms('created_at').notNull(),
    expiresAt: ms('expires_at').notNull(),
    /** When its owner last proved who they are: at sign-in, or when asked again before a sensitive change. */
    confirmedAt: ms('confirmed_at').notNull().default(0),
    /** While true the session signs nobody in: a second factor is still to be shown. */
    needsSecondFactor: integer('needs_second_factor', { mode: 'boolean' }).notNull().default(false),
    /** How its owner signed in: `password`, `email`, `passkey`, or a provider. */
    method: text('method'),
    /** The browser and where it was, as the sign-in saw them: shown in the list of sessions. */
    userAgent: text('user_agent'),
    place: text('place'),
    /** Accurate to 15 minutes; null in rows of version 0.1. */
    lastSeenAt: ms('last_seen_at'),
  },
  (t) => [index('sessions_user').on(t.userId), index('sessions_expires').on(t.expiresAt)],
);

/** Counters of the rate limits (sign-in, sign-up, unknown ids, requests): points used until `expires_at`. */
export const throttles = sqliteTable(
  'throttles',
  {
    key: text('key').primaryKey(),
    points: integer('points').notNull(),
    expiresAt: ms('expires_at'),
  },
  (t) => [index('throttles_expires').on(t.expiresAt)],
);
