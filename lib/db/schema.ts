import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

/** A time as the schema keeps every one: integer milliseconds UTC. */
const ms = (name: string) => integer(name);

// ── People. The column names of users, accounts and verification_tokens are those that
//    @auth/drizzle-adapter asks for.

export const users = sqliteTable('users', {
  id: text('id')
    .primaryKey()
    .$defaultFn(() => crypto.randomUUID()),
  name: text('name'),
  email: text('email').notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'timestamp_ms' }),
  image: text('image'),
  createdAt: ms('created_at')
    .notNull()
    .$defaultFn(() => Date.now()),
});

/** Kept apart from `users`, so that no read of a user can carry the hash along. */
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
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] })],
);

export const verificationTokens = sqliteTable(
  'verification_tokens',
  {
    identifier: text('identifier').notNull(),
    token: text('token').notNull(),
    expires: integer('expires', { mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.identifier, t.token] })],
);

/** What makes a session cookie revocable: a cookie counts only while its row is here. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: ms('created_at').notNull(),
    expiresAt: ms('expires_at').notNull(),
  },
  (t) => [index('sessions_user').on(t.userId)],
);

/** Counters of the throttles (sign-in, sign-up, look-ups, requests): points used until `expires_at`. */
export const throttles = sqliteTable('throttles', {
  key: text('key').primaryKey(),
  points: integer('points').notNull(),
  expiresAt: ms('expires_at'),
});

/** Why an ask brought no answer. */
export const TROUBLE = [
  'unknown',
  'key_rejected',
  'limited',
  'timeout',
  'unreachable',
  'nonsense',
  'refused',
] as const;

// ── Jobs: what is known of upstream, one row a job, shared by everybody who follows it.

export const jobs = sqliteTable(
  'jobs',
  {
    id: text('id').primaryKey(),
    /** Null until upstream has answered for this id once. The answer verbatim, as text. */
    body: text('body'),
    status: text('status'),
    state: text('state', { enum: ['pending', 'succeeded', 'failed', 'stalled'] })
      .notNull()
      .default('pending'),
    mode: text('mode'),
    output: text('output'),
    /** The picture that the job was given; known only for jobs that were started here. */
    inputUrl: text('input_url'),
    /** Whoever started it here; null for a job that was started elsewhere. */
    startedBy: text('started_by').references(() => users.id, { onDelete: 'cascade' }),
    /** Upstream's `createdAt`, or our first sight of the job where it has none. */
    createdAt: ms('created_at').notNull(),
    /** Since when the 24 hours to `stalled` are counted. */
    waitingSince: ms('waiting_since').notNull(),
    settledAt: ms('settled_at'),
    /** When upstream last answered for this job. */
    checkedAt: ms('checked_at'),
    nextCheckAt: ms('next_check_at').notNull(),
    leaseUntil: ms('lease_until').notNull().default(0),
    fence: integer('fence').notNull().default(0),
    /** Asks in a row that brought no answer. */
    failures: integer('failures').notNull().default(0),
    troubleCode: text('trouble_code', { enum: TROUBLE }),
    troubleStatus: integer('trouble_status'),
    troubleAt: ms('trouble_at'),
    /** When somebody last looked at the job. */
    watchedAt: ms('watched_at').notNull().default(0),
    /** When it was made sure that every webhook has been told of the end; null until then. */
    announcedAt: ms('announced_at'),
  },
  (t) => [
    index('jobs_due').on(t.nextCheckAt).where(sql`${t.state} = 'pending'`),
    index('jobs_unannounced')
      .on(t.settledAt)
      .where(sql`${t.settledAt} IS NOT NULL AND ${t.announcedAt} IS NULL`),
  ],
);

/** A job in one user's history. */
export const entries = sqliteTable(
  'entries',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    label: text('label'),
    addedAt: ms('added_at').notNull(),
    archivedAt: ms('archived_at'),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.jobId] }),
    index('entries_newest').on(t.userId, t.addedAt, t.jobId),
    index('entries_job').on(t.jobId),
  ],
);

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
    /** SHA-256 of the token, hex: a copy of the database opens no link. */
    tokenHash: text('token_hash').notNull(),
    /** The token under a key that is not in the database, so that its owner can copy the link again. */
    tokenSealed: text('token_sealed').notNull(),
    createdAt: ms('created_at').notNull(),
    revokedAt: ms('revoked_at'),
  },
  (t) => [uniqueIndex('shares_token').on(t.tokenHash), index('shares_job').on(t.userId, t.jobId)],
);

// ── Personal access tokens: what scripts say who they are with.

export const tokens = sqliteTable(
  'tokens',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** SHA-256 of the token, hex: a copy of the database signs nobody in. */
    tokenHash: text('token_hash').notNull(),
    /** The token's beginning, so that its owner knows it again. */
    prefix: text('prefix').notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<string[]>().notNull(),
    createdAt: ms('created_at').notNull(),
    /** Null for a token that never expires. */
    expiresAt: ms('expires_at'),
    /** To a quarter of an hour; null until the first use. */
    lastUsedAt: ms('last_used_at'),
  },
  (t) => [uniqueIndex('tokens_hash').on(t.tokenHash), index('tokens_user').on(t.userId)],
);

// ── What is known of upstream itself, shared by every instance.

/** Every call to upstream, one row each: the budget is counted on them. Kept for some hours. */
export const calls = sqliteTable(
  'calls',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: ms('at').notNull(),
    urgency: text('urgency', { enum: ['person', 'background'] }).notNull(),
    /** What it came to (`job`, `timeout`, ...); null while it is under way. */
    outcome: text('outcome'),
    latencyMs: integer('latency_ms'),
  },
  (t) => [index('calls_at').on(t.at)],
);

/** One row: whether upstream is to be left alone for now. */
export const upstreamHealth = sqliteTable('upstream_health', {
  id: integer('id').primaryKey(),
  /** Calls in a row that found upstream dead. */
  failures: integer('failures').notNull().default(0),
  /** When a dead upstream is to be tried again. */
  probeAt: ms('probe_at').notNull().default(0),
  /** Upstream asked that nobody calls before this time. */
  blockedUntil: ms('blocked_until').notNull().default(0),
  /** Since upstream refused every key that we have; null while one is accepted. */
  keyRejectedAt: ms('key_rejected_at'),
  /** The key that upstream refused when another was accepted: its fingerprint, see `lib/gepetto/key-id.ts`. */
  refusedKey: text('refused_key'),
});

/** Upstream's lookup lists: as for a job, the row is cache and lock in one. */
export const catalogues = sqliteTable(
  'catalogues',
  {
    /** Whose list it is: upstream's origin, or `sandbox`. */
    source: text('source').notNull(),
    name: text('name', { enum: ['styles', 'rooms', 'skies'] }).notNull(),
    /** Null until upstream has answered once. The answer verbatim. */
    body: text('body'),
    fetchedAt: ms('fetched_at'),
    nextCheckAt: ms('next_check_at').notNull().default(0),
    leaseUntil: ms('lease_until').notNull().default(0),
    fence: integer('fence').notNull().default(0),
    /** Asks in a row that brought no answer. */
    failures: integer('failures').notNull().default(0),
    troubleCode: text('trouble_code', { enum: TROUBLE }),
    troubleStatus: integer('trouble_status'),
  },
  (t) => [primaryKey({ columns: [t.source, t.name] })],
);

/** At what ages the jobs of a mode have settled: `n` of them in the bucket that `lib/jobs` numbers, in fractions where only a span is known. */
export const settleAges = sqliteTable(
  'settle_ages',
  {
    mode: text('mode').notNull(),
    bucket: integer('bucket').notNull(),
    n: real('n').notNull(),
  },
  (t) => [primaryKey({ columns: [t.mode, t.bucket] })],
);
