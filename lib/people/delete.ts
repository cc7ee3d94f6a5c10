import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { isActiveOperator, isOperatorRow } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { batch, type Db, users } from '@/lib/db';
import { normalizeEmail } from '@/lib/email-address';
import { AppError } from '@/lib/errors';
import { assertRoomFor } from '@/lib/jobs';
import { deleteUnreferenced } from '@/lib/results';
import { logSecurity } from '@/lib/security-log';
import { deletePages } from './delete-pages';
import { anotherOperatorThan, lastOperator, ownAccount, personNotFound } from './errors';
import { withdrawAsOperator } from './update';

/** What becomes of the jobs of a deleted user. */
export type JobsOfDeleted = 'delete' | { handOverTo: string };

/** How long a request goes on with a deletion, ms. Background work finishes it. */
const REQUEST_MS = 5_000;

type Options = {
  jobs: JobsOfDeleted;
  /** The operator who deletes the account; not set if its owner does. */
  by?: string;
};

const isHeir = (heir: string, userId: string): SQL =>
  sql`EXISTS (SELECT 1 FROM users WHERE id = ${heir} AND id <> ${userId} AND disabled_at IS NULL)`;

/**
 * Marks the account in one statement, unless that would leave nobody to manage people or to get its jobs.
 * @returns whether it was an operator's; undefined if it was not marked
 */
async function mark(db: Db, at: number, userId: string, heir: string | null) {
  const isGettingJobs = sql`EXISTS (SELECT 1 FROM users WHERE deleting_at IS NOT NULL AND hand_over_to = ${userId})`;
  const [marked] = await db
    .update(users)
    .set({
      deletingAt: at,
      disabledAt: sql`coalesce(${users.disabledAt}, ${at})`,
      handOverTo: heir,
    })
    .where(
      and(
        eq(users.id, userId),
        isNull(users.deletingAt),
        sql`(NOT ${isActiveOperator()} OR ${anotherOperatorThan(userId)})`,
        heir === null ? undefined : isHeir(heir, userId),
        sql`NOT ${isGettingJobs}`,
      ),
    )
    .returning({ operator: sql<number>`${isOperatorRow()}` });
  return marked;
}

/** Why the account was not marked; null if it is being deleted already. */
async function refusal(db: Db, userId: string, heir: string | null): Promise<AppError | null> {
  const [user] = await db
    .select({ deletingAt: users.deletingAt, operator: sql<number>`${isActiveOperator()}` })
    .from(users)
    .where(eq(users.id, userId));
  if (!user) return personNotFound();
  if (user.deletingAt !== null) return null;
  const others = await db.select({ id: users.id }).from(users).where(anotherOperatorThan(userId));
  if (user.operator && others.length === 0) return lastOperator();
  if (heir !== null) {
    const heirs = await db
      .select({ id: users.id })
      .from(users)
      .where(isHeir(heir, userId))
      .limit(1);
    if (heirs.length === 0) {
      return new AppError(
        'invalid_request',
        'The jobs cannot be handed over to this person. Choose somebody else who has an account that is not disabled.',
      );
    }
  }
  return new AppError(
    'deletion_in_progress',
    'This account is getting the jobs of another one that is being deleted. Try again in a few minutes.',
  );
}

type DeletionContext = Pick<Context, 'db' | 'now' | 'storage' | 'defer'>;

/** Goes on with the deletion of an account. Returns whether it is done. */
async function goOn(
  ctx: DeletionContext,
  { id, handOverTo }: { id: string; handOverTo: string | null },
  until: number,
): Promise<boolean> {
  const deleted = await deletePages(ctx, id, handOverTo, until);
  // The files of the results that nobody else has. Background work finishes it.
  ctx.defer(deleteUnreferenced(ctx, REQUEST_MS));
  if (deleted) await logSecurity(ctx, 'account_deleted', { userId: id });
  return deleted;
}

/**
 * Deletes an account. From the first statement on nobody can sign in to it, and its tokens and webhooks are dead;
 * what it owns is deleted, or handed over, page by page. Background work finishes what does not fit into this
 * call, also after a crash. Called again, it goes on, with the first choice about the jobs.
 *
 * @returns whether everything is done
 * @throws AppError `not_found`; `last_operator`; `invalid_request` if the heir is unknown, disabled or the same
 *   user; `too_many_jobs` if both histories do not fit into one; `deletion_in_progress` if the user is an heir
 */
export async function deleteUser(
  ctx: DeletionContext,
  userId: string,
  { jobs, by }: Options,
): Promise<{ done: boolean }> {
  const { db, now } = ctx;
  const heir = jobs === 'delete' ? null : jobs.handOverTo;
  if (heir !== null) await assertRoomFor(ctx, heir, userId);
  const marked = await mark(db, now(), userId, heir);
  if (marked) {
    if (marked.operator) await batch(db, withdrawAsOperator(db, userId));
    const reason = heir === null ? 'jobs_deleted' : 'jobs_handed_over';
    await logSecurity(ctx, 'account_deletion_started', { userId, by, reason });
  } else {
    const error = await refusal(db, userId, heir);
    if (error) throw error;
  }
  const [left] = await db
    .select({ id: users.id, handOverTo: users.handOverTo })
    .from(users)
    .where(and(eq(users.id, userId), isNotNull(users.deletingAt)));
  return { done: !left || (await goOn(ctx, left, now() + REQUEST_MS)) };
}

/** Finds the heir if they are named by their address. */
async function withId(db: Db, jobs: JobsOfDeleted): Promise<JobsOfDeleted> {
  const email = jobs === 'delete' ? null : normalizeEmail(jobs.handOverTo);
  if (email === null) return jobs;
  const [heir] = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return { handOverTo: heir?.id ?? '' };
}

/**
 * Deletes somebody else's account. The heir may be named by an address.
 * @throws AppError `own_account`, and as `deleteUser`
 */
export async function deletePerson(
  ctx: DeletionContext,
  operatorId: string,
  id: string,
  jobs: JobsOfDeleted,
): Promise<{ done: boolean }> {
  if (id === operatorId) throw ownAccount();
  return deleteUser(ctx, id, { jobs: await withId(ctx.db, jobs), by: operatorId });
}

/** Finishes the deletions that have begun, for at most `forMs` ms. */
export async function maintainPeople(ctx: DeletionContext, forMs: number): Promise<void> {
  const { db, now } = ctx;
  const until = now() + forMs;
  const begun = await db
    .select({ id: users.id, handOverTo: users.handOverTo })
    .from(users)
    .where(isNotNull(users.deletingAt))
    .orderBy(users.deletingAt)
    .limit(10);
  for (const user of begun) {
    if (now() >= until) return;
    await goOn(ctx, user, until);
  }
}
