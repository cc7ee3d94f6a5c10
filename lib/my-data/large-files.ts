import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, eq, gt, or, type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  type Db,
  jobs,
  recipeRuns,
  securityEvents,
  shareFeedback,
  shares,
  submissions,
  webhookDeliveries,
} from '@/lib/db';
import { exportHistory, FORMATS } from '@/lib/jobs';
import { photoRows } from './photos';
import { feedbackRows, shareRows } from './shares';
import { resultRows } from './stored-results';

/** Rows read, and held in memory, at once. Everybody else waits while a page is read from a SQLite file. */
const PAGE_SIZE = 200;

type Lines = AsyncGenerator<string, void, undefined>;
type Row = { rowid: number } & Record<string, unknown>;

/** Pages of rows in the order of their number, so that rows which come or go meanwhile shift nothing. */
async function* pagesOf(
  read: (after: SQL, limit: number) => Promise<Row[]>,
  table: SQLiteTable,
): Lines {
  for (let after = 0; ; ) {
    const rows = await read(sql`${table}.rowid > ${after}`, PAGE_SIZE);
    yield rows.map(({ rowid: _, ...row }) => `${JSON.stringify(row)}\n`).join('');
    after = rows.at(-1)?.rowid ?? after;
    if (rows.length < PAGE_SIZE) return;
    // Other requests go first.
    await nextTurn();
  }
}

const rowid = (table: SQLiteTable) => sql<number>`${table}.rowid`;

const sharesOf = (db: Db, userId: string): Lines =>
  pagesOf((after, limit) => shareRows(db, userId, after, limit), shares);

const shareFeedbackOf = (db: Db, userId: string): Lines =>
  pagesOf((after, limit) => feedbackRows(db, userId, after, limit), shareFeedback);

const deliveriesOf = (db: Db, userId: string): Lines =>
  pagesOf(
    (after, limit) =>
      db
        .select({
          rowid: rowid(webhookDeliveries),
          id: webhookDeliveries.id,
          webhookId: webhookDeliveries.webhookId,
          jobId: webhookDeliveries.jobId,
          type: webhookDeliveries.type,
          payload: webhookDeliveries.payload,
          createdAt: webhookDeliveries.createdAt,
          attempts: webhookDeliveries.attempts,
          lastAttemptAt: webhookDeliveries.lastAttemptAt,
          deliveredAt: webhookDeliveries.deliveredAt,
          lastStatus: webhookDeliveries.lastStatus,
          lastError: webhookDeliveries.lastError,
        })
        .from(webhookDeliveries)
        .where(and(eq(webhookDeliveries.userId, userId), after))
        .orderBy(rowid(webhookDeliveries))
        .limit(limit),
    webhookDeliveries,
  );

const startedJobsOf = (db: Db, userId: string): Lines =>
  pagesOf(
    (after, limit) =>
      db
        .select({
          rowid: rowid(jobs),
          id: jobs.id,
          state: jobs.state,
          mode: jobs.mode,
          inputUrl: jobs.inputUrl,
          createdAt: jobs.createdAt,
        })
        .from(jobs)
        .where(and(eq(jobs.startedBy, userId), after))
        .orderBy(rowid(jobs))
        .limit(limit),
    jobs,
  );

const submissionsOf = (db: Db, userId: string): Lines =>
  pagesOf(
    (after, limit) =>
      db
        .select({
          rowid: rowid(submissions),
          id: submissions.id,
          source: submissions.source,
          mode: submissions.mode,
          body: submissions.body,
          photoId: submissions.photoId,
          label: submissions.label,
          credits: submissions.credits,
          state: submissions.state,
          problem: submissions.problem,
          reason: submissions.reason,
          createdAt: submissions.createdAt,
          sentAt: submissions.sentAt,
          settledAt: submissions.settledAt,
          jobId: submissions.jobId,
        })
        .from(submissions)
        .where(and(eq(submissions.userId, userId), after))
        .orderBy(rowid(submissions))
        .limit(limit),
    submissions,
  );

const recipeRunsOf = (db: Db, userId: string): Lines =>
  pagesOf(
    (after, limit) =>
      db
        .select({
          rowid: rowid(recipeRuns),
          id: recipeRuns.id,
          recipeId: recipeRuns.recipeId,
          name: recipeRuns.name,
          steps: recipeRuns.steps,
          photoId: recipeRuns.photoId,
          state: recipeRuns.state,
          problem: recipeRuns.problem,
          reason: recipeRuns.reason,
          step: recipeRuns.step,
          createdAt: recipeRuns.createdAt,
          settledAt: recipeRuns.settledAt,
        })
        .from(recipeRuns)
        .where(and(eq(recipeRuns.userId, userId), after))
        .orderBy(rowid(recipeRuns))
        .limit(limit),
    recipeRuns,
  );

/** Rows as lines, written page by page as all files here. @param hidden columns that are not the user's business */
async function* linesOf(
  rows: AsyncGenerator<Record<string, unknown>>,
  hidden: readonly string[],
): Lines {
  let lines: string[] = [];
  for await (const row of rows) {
    const shown = Object.entries(row).filter(([name]) => !hidden.includes(name));
    lines.push(`${JSON.stringify(Object.fromEntries(shown))}\n`);
    if (lines.length < PAGE_SIZE) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

const securityEventsOf = (db: Db, userId: string): Lines =>
  pagesOf(
    (after, limit) =>
      db
        .select({
          rowid: rowid(securityEvents),
          at: securityEvents.at,
          event: securityEvents.event,
          aboutYou: sql<boolean>`${securityEvents.aboutUser} IS ${userId}`.mapWith(Boolean),
          byYou: sql<boolean>`${securityEvents.byUser} IS ${userId}`.mapWith(Boolean),
          // Where an operator was is no fact about the user.
          from: sql<string | null>`CASE WHEN ${securityEvents.byUser} IS NULL
            OR ${securityEvents.byUser} = ${userId} THEN ${securityEvents.from} END`,
          details: securityEvents.details,
          times: securityEvents.times,
        })
        .from(securityEvents)
        .where(
          and(
            or(eq(securityEvents.aboutUser, userId), eq(securityEvents.byUser, userId)),
            gt(securityEvents.id, 0),
            after,
          ),
        )
        .orderBy(asc(securityEvents.id))
        .limit(limit),
    securityEvents,
  );

async function* history(
  db: Db,
  userId: string,
  format: (typeof FORMATS)['csv'],
  origin: string,
): Lines {
  if (format.head) yield format.head;
  for await (const page of exportHistory(
    { db },
    userId,
    { archived: undefined },
    format.withBody,
  )) {
    yield page.map((job) => format.line(job, origin)).join('');
  }
}

type Options = { userId: string; origin: string };

/** The files that are read page by page, by name. */
export const LARGE_FILES: Record<string, (db: Db, options: Options) => Lines> = {
  'jobs.jsonl': (db, { userId, origin }) => history(db, userId, FORMATS.jsonl, origin),
  'jobs.csv': (db, { userId, origin }) => history(db, userId, FORMATS.csv, origin),
  'started-jobs.jsonl': (db, { userId }) => startedJobsOf(db, userId),
  'results.jsonl': (db, { userId }) => linesOf(resultRows(db, userId), ['folder', 'label']),
  'photos.jsonl': (db, { userId }) => linesOf(photoRows(db, userId), ['folder']),
  'submissions.jsonl': (db, { userId }) => submissionsOf(db, userId),
  'recipe-runs.jsonl': (db, { userId }) => recipeRunsOf(db, userId),
  'shares.jsonl': (db, { userId }) => sharesOf(db, userId),
  'share-feedback.jsonl': (db, { userId }) => shareFeedbackOf(db, userId),
  'webhook-deliveries.jsonl': (db, { userId }) => deliveriesOf(db, userId),
  'security-events.jsonl': (db, { userId }) => securityEventsOf(db, userId),
};
