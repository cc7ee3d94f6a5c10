import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { FEEDBACK_KINDS, FEEDBACK_MODES } from '../../shares/model';
import { users } from './auth';
import { ms } from './columns';
import { jobs } from './jobs';

/** A public link to one result or a board of several. Its defaults are those of links of earlier versions. */
export const shares = sqliteTable(
  'shares',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The job of a link that an earlier version made, for such instances beside this one. A trigger makes its item. */
    jobId: text('job_id').references(() => jobs.id, { onDelete: 'cascade' }),
    /** SHA-256 of the token, hex: a copy of the database does not open the link. */
    tokenHash: text('token_hash').notNull(),
    /** The token, encrypted with a key that is not in the database, so that its owner can copy the link again. */
    tokenSealed: text('token_sealed').notNull(),
    createdAt: ms('created_at').notNull(),
    revokedAt: ms('revoked_at'),
    title: text('title'),
    note: text('note'),
    /** Whether the page names the studio, or else its owner. */
    showsSender: integer('shows_sender', { mode: 'boolean' }).notNull().default(false),
    showsBefore: integer('shows_before', { mode: 'boolean' }).notNull().default(true),
    allowsDownload: integer('allows_download', { mode: 'boolean' }).notNull().default(true),
    feedback: text('feedback', { enum: FEEDBACK_MODES }).notNull().default('off'),
    /** Null: never. */
    expiresAt: ms('expires_at'),
    /** Argon2id; null without a password. */
    passwordHash: text('password_hash'),
    /** How many visits open it; null: any number. */
    maxViews: integer('max_views'),
    /** A trigger counts the rows of `share_visits`. */
    views: integer('views').notNull().default(0),
    firstViewAt: ms('first_view_at'),
    lastViewAt: ms('last_view_at'),
    /** Origins of sites that may embed it; null: none. */
    embedSites: text('embed_sites', { mode: 'json' }).$type<string[]>(),
    /** When its owner last got a mail about feedback. */
    mailedAt: ms('mailed_at'),
  },
  (t) => [
    uniqueIndex('shares_token').on(t.tokenHash),
    // Only the version before uses it, beside this one during a rollout: to be dropped one version later.
    index('shares_job').on(t.userId, t.jobId),
    index('shares_of_job').on(t.jobId),
    index('shares_by_user').on(t.userId, t.createdAt, t.id).where(sql`${t.revokedAt} IS NULL`),
    index('shares_revoked').on(t.revokedAt).where(sql`${t.revokedAt} IS NOT NULL`),
    index('shares_expires').on(t.expiresAt).where(sql`${t.expiresAt} IS NOT NULL`),
  ],
);

/** The jobs of a link, in order. A trigger takes a job that its owner removes off their links. */
export const shareItems = sqliteTable(
  'share_items',
  {
    shareId: text('share_id')
      .notNull()
      .references(() => shares.id, { onDelete: 'cascade' }),
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shareId, t.jobId] }),
    index('share_items_order').on(t.shareId, t.position),
    index('share_items_job').on(t.jobId),
  ],
);

/** What visitors say: "I like this one" of a result, or a comment on a result or on all. */
export const shareFeedback = sqliteTable(
  'share_feedback',
  {
    id: text('id').primaryKey(),
    shareId: text('share_id')
      .notNull()
      .references(() => shares.id, { onDelete: 'cascade' }),
    /** Null for a comment on all of it. */
    jobId: text('job_id').references(() => jobs.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: FEEDBACK_KINDS }).notNull(),
    /** SHA-256 of a random number that only the visitor's browser has, and the link: not who they are. */
    visitorHash: text('visitor_hash').notNull(),
    name: text('name'),
    text: text('text'),
    createdAt: ms('created_at').notNull(),
    /** Since when only the owner sees it. */
    hiddenAt: ms('hidden_at'),
    answer: text('answer'),
    answeredAt: ms('answered_at'),
    /** When its owner first saw it. */
    seenAt: ms('seen_at'),
  },
  (t) => [
    index('share_feedback_newest').on(t.shareId, t.createdAt, t.id),
    index('share_feedback_job').on(t.jobId),
    uniqueIndex('share_feedback_once')
      .on(t.shareId, t.jobId, t.visitorHash)
      .where(sql`${t.kind} = 'like'`),
  ],
);

/** Who has seen a link on a day (days since 1970, UTC), so that each counts once. */
export const shareVisits = sqliteTable(
  'share_visits',
  {
    shareId: text('share_id')
      .notNull()
      .references(() => shares.id, { onDelete: 'cascade' }),
    day: integer('day').notNull(),
    /** Keyed with the salt of the day, which is deleted with the day. */
    visitorHash: text('visitor_hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shareId, t.day, t.visitorHash] }),
    index('share_visits_day').on(t.day),
  ],
);

export const visitSalts = sqliteTable('visit_salts', {
  day: integer('day').primaryKey(),
  /** Random, base64url. */
  salt: text('salt').notNull(),
});

/** The logo of a user's studio: a small PNG of ours, made from what was uploaded. */
export const studioLogos = sqliteTable('studio_logos', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** Base64: both drivers read it alike. */
  picture: text('picture').notNull(),
  /** SHA-256, hex. */
  hash: text('hash').notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  createdAt: ms('created_at').notNull(),
});
