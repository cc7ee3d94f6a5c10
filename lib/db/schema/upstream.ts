import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { CATALOGUE_NAMES } from '@/lib/gepetto/model';
import { callOutcome, callPriority, ms, upstreamError } from './columns';

/** Every upstream call, one row each: the budget counts them. Pruned after a few hours. */
export const calls = sqliteTable(
  'calls',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: ms('at').notNull(),
    priority: callPriority('urgency').notNull(),
    /** Null while the call is running. */
    outcome: callOutcome('outcome'),
    latencyMs: integer('latency_ms'),
    /** Upstream's status and words, if the call failed. */
    httpStatus: integer('http_status'),
    words: text('words'),
  },
  (t) => [index('calls_at').on(t.at)],
);

/**
 * Calls for ids that upstream has never returned, one row each, as long as the id may be a wrong one: all users
 * together may make few of them. The rows of an id are deleted when it turns out to be right.
 */
export const unknownIdCalls = sqliteTable(
  'unknown_id_calls',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: ms('at').notNull(),
    jobId: text('job_id').notNull(),
  },
  (t) => [index('unknown_id_calls_at').on(t.at), index('unknown_id_calls_job').on(t.jobId)],
);

/** A single row: whether upstream may be called, for all instances. */
export const upstreamHealth = sqliteTable('upstream_health', {
  id: integer('id').primaryKey(),
  /** Consecutive calls that failed because upstream is down. */
  failures: integer('failures').notNull().default(0),
  /** When the next probe of an upstream that is down is due. */
  probeAt: ms('probe_at').notNull().default(0),
  /** No calls before this time: upstream's `Retry-After`. */
  blockedUntil: ms('blocked_until').notNull().default(0),
  /** Since when upstream has rejected every configured key; null while one is accepted. */
  keyRejectedAt: ms('key_rejected_at'),
  /** Fingerprint of a key that upstream rejected while it accepted another, see `lib/gepetto/client.ts`. */
  refusedKey: text('refused_key'),
});

/** Why a call failed, as far as it concerns more than one job. */
export const FAILURE_KINDS = ['silent', 'error', 'credit', 'forbidden', 'limited'] as const;

/**
 * What upstream failed to return when it was last requested, one row each: many different ones mean that upstream
 * is down or rejects a key. A row is deleted when the same request succeeds.
 */
export const failingCalls = sqliteTable(
  'failing_calls',
  {
    /** A job's id, or the name of a list. */
    subject: text('subject').notNull(),
    /** Fingerprint of the key for `forbidden`; empty for the other kinds. */
    key: text('key').notNull(),
    kind: text('kind', { enum: FAILURE_KINDS }).notNull(),
    at: ms('at').notNull(),
    /** False once another request has succeeded: then the fault is this one's alone. */
    counts: integer('counts', { mode: 'boolean' }).notNull().default(true),
  },
  (t) => [primaryKey({ columns: [t.subject, t.key] }), index('failing_calls_at').on(t.at)],
);

/** Upstream's lookup lists. As for jobs, the row is cache and lock in one. */
export const catalogues = sqliteTable(
  'catalogues',
  {
    /** Upstream's origin, or `sandbox`. */
    source: text('source').notNull(),
    name: text('name', { enum: CATALOGUE_NAMES }).notNull(),
    /** Upstream's response body, verbatim; null until upstream has returned this list once. */
    body: text('body'),
    fetchedAt: ms('fetched_at'),
    nextCheckAt: ms('next_check_at').notNull().default(0),
    leaseUntil: ms('lease_until').notNull().default(0),
    fence: integer('fence').notNull().default(0),
    /** Consecutive failed requests. */
    failures: integer('failures').notNull().default(0),
    troubleCode: upstreamError('trouble_code'),
    troubleStatus: integer('trouble_status'),
  },
  (t) => [primaryKey({ columns: [t.source, t.name] })],
);
