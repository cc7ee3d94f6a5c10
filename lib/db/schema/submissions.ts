import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { RecipeStep } from '../../recipes/model';
import { RUN_PROBLEMS, RUN_STATES } from '../../recipes/model';
import {
  SUBMISSION_PROBLEMS,
  SUBMISSION_SOURCES,
  SUBMISSION_STATES,
} from '../../submissions/model';
import { users } from './auth';
import { ms } from './columns';
import { jobs, photos } from './jobs';
import { masks } from './masks';

/** A person's wish to start a job: a row before upstream is called. `lib/submissions/state.ts` has its life. */
export const submissions = sqliteTable(
  'submissions',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    source: text('source', { enum: SUBMISSION_SOURCES }).notNull(),
    /** Groups the submissions of one request; null for a single one. */
    batchId: text('batch_id'),
    /** The run of a recipe and its step, from 0; null for any other. */
    runId: text('run_id').references(() => recipeRuns.id, { onDelete: 'set null' }),
    step: integer('step'),
    /** Upstream's endpoint: `POST /v1/<mode>`. */
    mode: text('mode').notNull(),
    /**
     * The JSON object for upstream, without `webhook`. With a photo also without `url` and `mask`: their addresses
     * end after a day, so they are written when it is sent.
     */
    body: text('body').notNull(),
    photoId: text('photo_id').references(() => photos.id, { onDelete: 'set null' }),
    maskId: text('mask_id').references(() => masks.id, { onDelete: 'set null' }),
    /** Whether a photo or a mask belongs to it, although its row may have gone. */
    needsPhoto: integer('needs_photo', { mode: 'boolean' }).notNull().default(false),
    needsMask: integer('needs_mask', { mode: 'boolean' }).notNull().default(false),
    /** The label of the job in the history. */
    label: text('label'),
    /** Where the request reached this server: the base of our addresses unless PUBLIC_URL is set. */
    origin: text('origin').notNull(),
    /** Credits as documented when it was made; null if the documentation gives none. */
    credits: integer('credits'),
    state: text('state', { enum: SUBMISSION_STATES }).notNull().default('queued'),
    problem: text('problem', { enum: SUBMISSION_PROBLEMS }),
    /** Upstream's words, at most 300 characters. */
    reason: text('reason'),
    /** Upstream's HTTP status, if it answered. */
    httpStatus: integer('http_status'),
    createdAt: ms('created_at').notNull(),
    /** When it entered the queue, also again: its place among those of the same user. */
    queuedAt: ms('queued_at').notNull(),
    /** Not sent before. */
    nextAttemptAt: ms('next_attempt_at').notNull(),
    /** When it was last sent; null before. */
    sentAt: ms('sent_at'),
    /** How often it was sent: more than once only because a person wanted it. */
    attempts: integer('attempts').notNull().default(0),
    settledAt: ms('settled_at'),
    /** SHA-256, hex, of the secret in the webhook address that upstream was given last. */
    hookHash: text('hook_hash'),
    /** When upstream last called that address; null before. */
    hookAt: ms('hook_at'),
    /** A job that upstream named there, and that is still to be confirmed; null otherwise. */
    hookJobId: text('hook_job_id'),
    /** Upstream's answer to the POST, verbatim; null without one. */
    answer: text('answer'),
    jobId: text('job_id').references(() => jobs.id, { onDelete: 'set null' }),
    leaseUntil: ms('lease_until').notNull().default(0),
    fence: integer('fence').notNull().default(0),
  },
  (t) => [
    index('submissions_user').on(t.userId, t.createdAt, t.id),
    index('submissions_turns').on(t.userId, t.sentAt).where(sql`${t.sentAt} IS NOT NULL`),
    index('submissions_queue').on(t.userId, t.queuedAt, t.id).where(sql`${t.state} = 'queued'`),
    index('submissions_open')
      .on(t.state, t.nextAttemptAt)
      .where(sql`${t.state} IN ('queued', 'sending', 'uncertain')`),
    index('submissions_batch').on(t.batchId).where(sql`${t.batchId} IS NOT NULL`),
    index('submissions_run').on(t.runId, t.step).where(sql`${t.runId} IS NOT NULL`),
    index('submissions_photo').on(t.photoId).where(sql`${t.photoId} IS NOT NULL`),
    index('submissions_mask').on(t.maskId).where(sql`${t.maskId} IS NOT NULL`),
    index('submissions_job').on(t.jobId).where(sql`${t.jobId} IS NOT NULL`),
    index('submissions_settled').on(t.settledAt).where(sql`${t.settledAt} IS NOT NULL`),
    index('submissions_unconfirmed').on(t.hookAt).where(sql`${t.hookJobId} IS NOT NULL`),
    uniqueIndex('submissions_hook').on(t.hookHash).where(sql`${t.hookHash} IS NOT NULL`),
  ],
);

/** What a request with an idempotency key started: the same key with the same request gets the same answer. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    /** SHA-256 of the request, hex. */
    requestHash: text('request_hash').notNull(),
    submissionIds: text('submission_ids', { mode: 'json' }).$type<string[]>().notNull(),
    createdAt: ms('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.key] }),
    index('idempotency_keys_age').on(t.createdAt),
  ],
);

/** The webhook that a caller of the drop-in named: called once the job has ended, with upstream's `{id, output}`. */
export const callerWebhooks = sqliteTable(
  'caller_webhooks',
  {
    submissionId: text('submission_id')
      .primaryKey()
      .references(() => submissions.id, { onDelete: 'cascade' }),
    url: text('url').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** Null until the job has ended, and when no further attempt is planned. */
    nextAttemptAt: ms('next_attempt_at'),
    deliveredAt: ms('delivered_at'),
    lastStatus: integer('last_status'),
    leaseUntil: ms('lease_until').notNull().default(0),
    fence: integer('fence').notNull().default(0),
  },
  (t) => [
    index('caller_webhooks_due').on(t.nextAttemptAt).where(sql`${t.nextAttemptAt} IS NOT NULL`),
  ],
);

/** One row: whether submissions are sent at all. */
export const sending = sqliteTable(
  'sending',
  {
    id: integer('id').primaryKey(),
    /** Since when an operator has paused it, and who; null if none has. */
    pausedAt: ms('paused_at'),
    pausedBy: text('paused_by').references(() => users.id, { onDelete: 'set null' }),
    /** Since when upstream answers 402; null once a submission has been accepted, or an operator has resumed. */
    outOfCreditAt: ms('out_of_credit_at'),
    /** When a submission is next sent in spite of that, to find out whether there is credit again. */
    probeAt: ms('probe_at'),
    /** When a webhook of a job that was started here last came, and when one last did not come; null before. */
    hookSeenAt: ms('hook_seen_at'),
    hookMissedAt: ms('hook_missed_at'),
  },
  (t) => [index('sending_paused_by').on(t.pausedBy).where(sql`${t.pausedBy} IS NOT NULL`)],
);

export const recipes = sqliteTable(
  'recipes',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    steps: text('steps', { mode: 'json' }).$type<RecipeStep[]>().notNull(),
    createdAt: ms('created_at').notNull(),
    updatedAt: ms('updated_at').notNull(),
  },
  (t) => [uniqueIndex('recipes_name').on(t.userId, t.name)],
);

/** A recipe that is run on a photo. It keeps the name and steps that the recipe had when it began. */
export const recipeRuns = sqliteTable(
  'recipe_runs',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    recipeId: text('recipe_id').references(() => recipes.id, { onDelete: 'set null' }),
    name: text('name').notNull(),
    steps: text('steps', { mode: 'json' }).$type<RecipeStep[]>().notNull(),
    photoId: text('photo_id').references(() => photos.id, { onDelete: 'set null' }),
    origin: text('origin').notNull(),
    state: text('state', { enum: RUN_STATES }).notNull().default('running'),
    /** Why it failed, and in Gepetto's words or as the code of an error of ours; null unless it failed. */
    problem: text('problem', { enum: RUN_PROBLEMS }),
    reason: text('reason'),
    /** The step that is being worked on, from 0. */
    step: integer('step').notNull().default(0),
    createdAt: ms('created_at').notNull(),
    settledAt: ms('settled_at'),
    nextCheckAt: ms('next_check_at').notNull(),
    leaseUntil: ms('lease_until').notNull().default(0),
    fence: integer('fence').notNull().default(0),
  },
  (t) => [
    index('recipe_runs_user').on(t.userId, t.createdAt, t.id),
    index('recipe_runs_recipe').on(t.recipeId).where(sql`${t.recipeId} IS NOT NULL`),
    index('recipe_runs_photo').on(t.photoId).where(sql`${t.photoId} IS NOT NULL`),
    index('recipe_runs_settled').on(t.settledAt).where(sql`${t.settledAt} IS NOT NULL`),
    index('recipe_runs_due').on(t.nextCheckAt).where(sql`${t.state} = 'running'`),
  ],
);
