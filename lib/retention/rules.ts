import { getTableName, type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  accountLinks,
  calls,
  entries,
  failingCalls,
  idempotencyKeys,
  invitations,
  jobs,
  passkeyChallenges,
  recipeRuns,
  securityEvents,
  sessions,
  shares,
  shareVisits,
  submissions,
  throttles,
  tokens,
  unknownIdCalls,
  verificationTokens,
  visitSalts,
  webhookDeliveries,
} from '@/lib/db';

const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;

/** Rows of a table that are deleted after a time. */
export type RetentionRule = {
  table: SQLiteTable;
  /** Which rows, for the table in docs/operations.md. */
  rows: string;
  /** How long they are kept, ms. */
  keptMs: number;
  /** The condition for rows whose time began before `before`, ms UTC. An index serves it. */
  expired: (before: number) => SQL;
};

/** A job that is in no history. One that was started here stays hidden from others, so it is kept. */
const nobodyKeeps = (before: number): SQL =>
  sql`${jobs.unkeptAt} < ${before} AND ${jobs.watchedAt} < ${before} AND ${jobs.startedBy} IS NULL
    AND NOT EXISTS (SELECT 1 FROM ${entries} WHERE ${entries.jobId} = ${jobs.id})`;

/** What is deleted after how long. A clock that jumps ahead by a day deletes nothing that people use. */
export const RETENTION: RetentionRule[] = [
  {
    table: calls,
    rows: 'calls to Gepetto',
    keptMs: 2 * DAY_MS,
    expired: (before) => sql`${calls.at} < ${before}`,
  },
  {
    table: failingCalls,
    rows: 'requests that Gepetto failed',
    keptMs: 2 * DAY_MS,
    expired: (before) => sql`${failingCalls.at} < ${before}`,
  },
  {
    table: unknownIdCalls,
    rows: 'calls for IDs that Gepetto may not know',
    keptMs: DAY_MS,
    expired: (before) => sql`${unknownIdCalls.at} < ${before}`,
  },
  {
    table: jobs,
    rows: 'IDs that Gepetto does not know',
    keptMs: DAY_MS,
    expired: (before) => sql`${nobodyKeeps(before)} AND ${jobs.checkedAt} IS NULL`,
  },
  {
    table: jobs,
    rows: 'jobs that are in no history',
    keptMs: 7 * DAY_MS,
    expired: nobodyKeeps,
  },
  {
    table: sessions,
    rows: 'expired sessions',
    keptMs: 7 * DAY_MS,
    expired: (before) => sql`${sessions.expiresAt} < ${before}`,
  },
  {
    table: verificationTokens,
    rows: 'expired links for signing in by email',
    keptMs: 2 * DAY_MS,
    expired: (before) => sql`${verificationTokens.expires} < ${before}`,
  },
  {
    table: accountLinks,
    rows: 'expired links that reset a password or confirm an address',
    keptMs: 2 * DAY_MS,
    expired: (before) => sql`${accountLinks.expiresAt} < ${before}`,
  },
  {
    table: passkeyChallenges,
    rows: 'expired challenges of passkeys',
    keptMs: 2 * DAY_MS,
    expired: (before) => sql`${passkeyChallenges.expiresAt} < ${before}`,
  },
  {
    table: invitations,
    rows: 'invitations that have ended',
    keptMs: 90 * DAY_MS,
    expired: (before) => sql`${invitations.expiresAt} < ${before}`,
  },
  {
    table: securityEvents,
    rows: 'lines of the security log',
    keptMs: 90 * DAY_MS,
    expired: (before) => sql`${securityEvents.at} < ${before}`,
  },
  {
    table: throttles,
    rows: 'counters of rate limits whose time is over',
    keptMs: 2 * DAY_MS,
    expired: (before) => sql`${throttles.expiresAt} < ${before}`,
  },
  {
    table: tokens,
    rows: 'expired tokens',
    keptMs: 30 * DAY_MS,
    expired: (before) => sql`${tokens.expiresAt} < ${before}`,
  },
  {
    table: idempotencyKeys,
    rows: 'idempotency keys',
    keptMs: DAY_MS,
    expired: (before) => sql`${idempotencyKeys.createdAt} < ${before}`,
  },
  {
    table: submissions,
    rows: 'submissions that have been settled',
    keptMs: 400 * DAY_MS,
    expired: (before) => sql`${submissions.settledAt} < ${before}`,
  },
  {
    table: recipeRuns,
    rows: 'runs of recipes that have ended',
    keptMs: 400 * DAY_MS,
    expired: (before) => sql`${recipeRuns.settledAt} < ${before}`,
  },
  {
    table: shares,
    rows: 'revoked share links',
    keptMs: 30 * DAY_MS,
    expired: (before) => sql`${shares.revokedAt} < ${before}`,
  },
  {
    table: shares,
    rows: 'share links that have ended',
    keptMs: 400 * DAY_MS,
    expired: (before) => sql`${shares.expiresAt} < ${before}`,
  },
  {
    table: shareVisits,
    rows: 'which visitors of share links have been counted',
    keptMs: 2 * DAY_MS,
    expired: (before) => sql`${shareVisits.day} < ${Math.floor(before / DAY_MS)}`,
  },
  {
    table: visitSalts,
    rows: 'the salts that make visitors anonymous',
    keptMs: DAY_MS,
    expired: (before) => sql`${visitSalts.day} <= ${Math.floor(before / DAY_MS)}`,
  },
  {
    table: webhookDeliveries,
    rows: 'webhook deliveries',
    keptMs: 30 * DAY_MS,
    expired: (before) => sql`${webhookDeliveries.createdAt} < ${before}`,
  },
];

/** Tables that need no pruning, and what bounds them. */
export const BOUNDED: Record<string, string> = {
  users: 'one for each person with an account',
  passwords: 'one for each user',
  accounts: 'one for each provider that a user signs in with',
  authenticators: 'one for each user',
  recovery_codes: 'ten for each user',
  passkeys: 'at most 10 for each user',
  entries: 'at most 250,000 for each user',
  results: 'one for each job in a history',
  unreferenced_files: 'folders that are being written or deleted',
  backfills: 'one for each kind of work',
  share_items: 'at most 200 for each link',
  share_feedback: 'at most 1,000 for each link',
  studio_logos: 'one for each user',
  photos: 'at most 10,000 for each user',
  masks: 'at most 100 for each photo',
  caller_webhooks: 'one for each submission',
  sending: 'one row',
  recipes: 'at most 50 for each user',
  job_body_parts: 'at most 16 MB for each job',
  webhooks: 'at most 10 for each user',
  catalogues: "one for each of Gepetto's lists",
  upstream_health: 'one row',
  settle_ages: 'about 100 for each mode',
};

/** Every table whose rows are deleted after a time, by its name in the database. */
export function prunedTables(): string[] {
  return [...new Set(RETENTION.map(({ table }) => getTableName(table)))];
}
