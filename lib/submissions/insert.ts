import { randomUUID } from 'node:crypto';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import {
  batch,
  callerWebhooks,
  idempotencyKeys,
  insertIf,
  masks,
  photos,
  submissions,
} from '@/lib/db';
import { AppError } from '@/lib/errors';
import { allowanceOf, allowanceSpent, mayStart } from './allowance';
import { assertKey, forgetOldKey, requestHash, startedWith } from './idempotency';
import { MAX_QUEUED, type SubmissionSource } from './model';
import type { SubmissionRow } from './rows';

/** One row to be. */
export type Wish = {
  mode: string;
  /** JSON for upstream, see the column. */
  body: string;
  photoId: string | null;
  maskId: string | null;
  label: string | null;
  credits: number | null;
  /** Whom the caller of the drop-in wants to be told. */
  callerWebhook?: string | undefined;
};

export type WishedBy = {
  userId: string;
  source: SubmissionSource;
  /** Where the request reached this server. */
  origin: string;
  /** The client's; null without one. */
  idempotencyKey: string | null;
  /** The run of a recipe, and its step. */
  run?: { id: string; step: number } | undefined;
};

const waitingOf = (userId: string): SQL =>
  sql`(SELECT count(*) FROM ${submissions} WHERE ${submissions.userId} = ${userId} AND ${submissions.state} = 'queued')`;

/** Null if it has gone meanwhile: then the submission is refused when its turn comes. */
const ownPhoto = (photoId: string, userId: string): SQL =>
  sql`(SELECT ${photos.id} FROM ${photos} WHERE ${photos.id} = ${photoId} AND ${photos.userId} = ${userId})`;
const maskOf = (maskId: string, photoId: string | null): SQL =>
  sql`(SELECT ${masks.id} FROM ${masks} WHERE ${masks.id} = ${maskId} AND ${masks.photoId} = ${photoId})`;

type Place = { id: string; batchId: string | null; at: number; index: number };

function toRow(wish: Wish, by: WishedBy, { id, batchId, at, index }: Place) {
  const { mode, body, photoId, maskId, label, credits } = wish;
  return {
    id,
    userId: by.userId,
    source: by.source,
    batchId,
    runId: by.run?.id,
    step: by.run?.step,
    mode,
    body,
    photoId: photoId === null ? null : ownPhoto(photoId, by.userId),
    maskId: maskId === null ? null : maskOf(maskId, photoId),
    needsPhoto: photoId !== null,
    needsMask: maskId !== null,
    label,
    origin: by.origin,
    credits,
    state: 'queued' as const,
    // Those of one request stay in its order, in the queue and in lists.
    createdAt: at + index,
    queuedAt: at + index,
    nextAttemptAt: at,
    attempts: 0,
    leaseUntil: 0,
    fence: 0,
  };
}

/** Why nothing was inserted: the allowance, or the queue. */
async function refusal(ctx: Pick<Context, 'db' | 'now'>, userId: string, more: number) {
  const allowance = await allowanceOf(ctx, userId);
  if (allowance && allowance.used + more > allowance.limit) return allowanceSpent(allowance);
  const max = MAX_QUEUED.toLocaleString('en');
  return new AppError(
    'too_many_submissions',
    `At most ${max} of your jobs can wait to be sent. Wait until some have been, or cancel some.`,
  );
}

/** The rows of these ids, in their order. */
export async function selectSubmissions(
  { db }: Pick<Context, 'db'>,
  userId: string,
  ids: string[],
): Promise<SubmissionRow[]> {
  const rows = await db
    .select()
    .from(submissions)
    .where(and(eq(submissions.userId, userId), inArray(submissions.id, ids)));
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/**
 * Inserts all of these wishes or none, in one batch whose first row decides: the idempotency key, or a random one.
 * The same key with the same request gets the rows that it got before, whoever of several processes was first.
 *
 * @param request what the key stands for
 * @throws AppError `idempotency_conflict`, `allowance_spent`, `too_many_submissions`, `invalid_request`
 */
export async function insertWishes(
  ctx: Pick<Context, 'db' | 'now'>,
  by: WishedBy,
  wishes: Wish[],
  request: unknown,
): Promise<SubmissionRow[]> {
  const { db } = ctx;
  const { userId } = by;
  if (by.idempotencyKey !== null) assertKey(by.idempotencyKey);
  const key = by.idempotencyKey ?? `server ${randomUUID()}`;
  const hash = requestHash(request);
  const at = ctx.now();
  const ids = wishes.map(() => randomUUID());
  const batchId = wishes.length > 1 ? randomUUID() : null;
  const isAllowed = sql`${await mayStart(ctx, userId, wishes.length)}
    AND ${waitingOf(userId)} + ${wishes.length} <= ${MAX_QUEUED}`;
  const keyRow = { userId, key, requestHash: hash, submissionIds: ids, createdAt: at };
  const isOurs = sql`EXISTS (SELECT 1 FROM ${idempotencyKeys} WHERE ${idempotencyKeys.userId} = ${userId}
    AND ${idempotencyKeys.key} = ${key} AND ${idempotencyKeys.submissionIds} = ${JSON.stringify(ids)})`;
  await batch(db, [
    forgetOldKey(db, userId, key, at),
    insertIf(db, idempotencyKeys, keyRow, isAllowed),
    ...wishes.flatMap((wish, index) => {
      const submissionId = ids[index] ?? '';
      const place = { id: submissionId, batchId, at, index };
      const row = insertIf(db, submissions, toRow(wish, by, place), isOurs);
      const { callerWebhook: url } = wish;
      if (url === undefined) return [row];
      const own = { submissionId, url, attempts: 0, leaseUntil: 0, fence: 0 };
      return [row, insertIf(db, callerWebhooks, own, isOurs)];
    }),
  ]);
  const inserted = await selectSubmissions(ctx, userId, ids);
  if (inserted.length > 0) return inserted;
  const known = await startedWith(ctx, userId, key, hash);
  if (known) return selectSubmissions(ctx, userId, known);
  throw await refusal(ctx, userId, wishes.length);
}
