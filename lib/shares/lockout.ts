import 'server-only';
import { eq, lt, or, type SQL, sql } from 'drizzle-orm';
import { type Db, DATABASE_NOW as NOW, throttles } from '@/lib/db';
import { LOCKED_MS, WRONG_PASSWORDS } from './model';
import { hashToken } from './token';

/** The counter of wrong passwords of one address at one link. */
export const lockKey = (token: string, address: string): string =>
  `share-password:${hashToken(token).slice(0, 32)} ${address}`;

const { points, expiresAt } = throttles;

/** A counter that ends later than a new one was begun while the clock was ahead. */
const isOver = sql`(${expiresAt} <= ${NOW} OR ${expiresAt} > ${NOW} + ${LOCKED_MS})`;

/** The wrong passwords that count, in a query that joins `throttles`; null without any. */
export const WRONG_COUNT: SQL<number | null> = sql<
  number | null
>`CASE WHEN ${isOver} THEN NULL ELSE ${points} END`;

/**
 * Counts a password as wrong before it is checked, so that of many at once no more are checked than of ones after
 * another.
 * @returns how many wrong ones there may be after this one; null while the link is locked for this address
 */
export async function beginTry(db: Db, key: string): Promise<number | null> {
  const until = sql`${NOW} + ${LOCKED_MS}`;
  const begun = await db
    .insert(throttles)
    .values({ key, points: 1, expiresAt: until })
    .onConflictDoUpdate({
      target: throttles.key,
      set: { points: sql`CASE WHEN ${isOver} THEN 1 ELSE ${points} + 1 END`, expiresAt: until },
      setWhere: or(isOver, lt(points, WRONG_PASSWORDS)),
    })
    .returning({ points });
  const [counter] = begun;
  return counter ? WRONG_PASSWORDS - counter.points : null;
}

/** Forgets the wrong passwords of an address after a right one. */
export async function forgetTries(db: Db, key: string): Promise<void> {
  await db.delete(throttles).where(eq(throttles.key, key));
}
