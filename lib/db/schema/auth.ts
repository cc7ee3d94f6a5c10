import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
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
    index('invitations_claimed_email')
      .on(t.claimedEmail)
      .where(sql`${t.claimedEmail} IS NOT NULL`),
  ],
);

/** A user's authenticator app: time-based one-time passwords (RFC 6238). */
export const authenticators = sqliteTable('authenticators', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** The secret, encrypted with a key that is not in the database. */
  secretSealed: text('secret_sealed').notNull(),
  createdAt: ms('created_at').notNull(),
  /** Null until its owner has typed a first code: until then it is not asked for. */
  confirmedAt: ms('confirmed_at'),
  /** The time step of the last accepted code, which is not accepted again. */
  lastStep: integer('last_step').notNull().default(0),
});

/** Codes that replace the second factor once each. */
export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** SHA-256 of the code, hex. */
    codeHash: text('code_hash').notNull(),
    usedAt: ms('used_at'),
  },
  (t) => [primaryKey({ columns: [t.userId, t.codeHash] })],
);

/** Passkeys (WebAuthn credentials). */
export const passkeys = sqliteTable(
  'passkeys',
  {
    /** The credential's id, base64url. */
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    publicKey: blob('public_key', { mode: 'buffer' }).notNull(),
    counter: integer('counter').notNull(),
    transports: text('transports', { mode: 'json' }).$type<string[]>(),
    /** Named by its owner. */
    name: text('name').notNull(),
    createdAt: ms('created_at').notNull(),
    lastUsedAt: ms('last_used_at'),
  },
  (t) => [index('passkeys_user').on(t.userId)],
);

/** Challenges of passkeys that were sent to a browser: each is accepted once. */
export const passkeyChallenges = sqliteTable(
  'passkey_challenges',
  {
    challenge: text('challenge').primaryKey(),
    /** Null for a sign-in, before which no user is known. */
    userId: text('user_id').references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: ms('expires_at').notNull(),
  },
  (t) => [
    index('passkey_challenges_expires').on(t.expiresAt),
    index('passkey_challenges_user').on(t.userId),
  ],
);

/**
 * What happened to accounts, for the operator: who, what, when, from where; never a secret. Without a reference
 * to `users`: the line about a deleted account stays. Pruned after 90 days.
 */
export const securityEvents = sqliteTable(
  'security_events',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: ms('at').notNull(),
    /** A name of `lib/security-log.ts`. */
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
    index('security_events_account')
      .on(t.account, t.at, t.id)
      .where(sql`${t.account} IS NOT NULL`),
  ],
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
