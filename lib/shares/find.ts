import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { prepareOnce, shares, shareVisits, throttles, users } from '@/lib/db';
import { HAS_ITEMS } from './entries';
import { lockKey, WRONG_COUNT } from './lockout';
import { WRONG_PASSWORDS } from './model';
import { endOf } from './state';
import { hashToken, isToken } from './token';
import { isUnlocked } from './unlock-cookie';
import type { Visitor } from './visitor';
import { type Visit, visitOf } from './visits';

export type ShareRow = typeof shares.$inferSelect;

/** A link that works. */
export type Found = {
  share: ShareRow;
  /** What the owner is called, whether the page may say so or not. */
  owner: { name: string | null; studioName: string | null; hasLogo: boolean };
  /** Today's visit of this visitor, and whether it is counted already. */
  visit: Visit;
  visited: boolean;
  /** Whether a password is missing. */
  locked: boolean;
  /** How many more wrong passwords there may be. */
  triesLeft: number;
};

/** One row in any case: whether there is such a link does not show in what the database does. */
const ONE = sql`(SELECT 1 AS one) AS one`;

/** A value as a subquery: see `prepareOnce`. */
const value = (name: string) => sql`(select ${sql.placeholder(name)})`;

const linkFor = prepareOnce((db) =>
  db
    .select({
      share: shares,
      name: users.name,
      isClosing: sql<number>`users.deleting_at IS NOT NULL AND users.hand_over_to IS NULL`,
      studioName: users.studioName,
      hasLogo: sql<number>`EXISTS (SELECT 1 FROM studio_logos WHERE studio_logos.user_id = shares.user_id)`,
      hasItems: HAS_ITEMS,
      visited: shareVisits.day,
      wrong: WRONG_COUNT,
    })
    .from(ONE)
    .leftJoin(shares, and(eq(shares.tokenHash, value('tokenHash')), isNull(shares.revokedAt)))
    .leftJoin(users, eq(users.id, shares.userId))
    .leftJoin(
      shareVisits,
      and(
        eq(shareVisits.shareId, shares.id),
        eq(shareVisits.day, value('day')),
        eq(shareVisits.visitorHash, value('visitorHash')),
      ),
    )
    .leftJoin(throttles, eq(throttles.key, value('key')))
    .prepare(),
);

/**
 * The link with a token. Null alike, and after the same work, for one that is unknown, revoked, over, viewed as often
 * as it may be, or empty, and for a visitor who has typed too many wrong passwords.
 */
export async function findShare(
  ctx: Pick<Context, 'db' | 'now'>,
  token: string,
  visitor: Visitor,
): Promise<Found | null> {
  if (!isToken(token)) return null;
  const { db, now } = ctx;
  const visit = await visitOf(ctx, token, visitor);
  const key = lockKey(token, visitor.address);
  const row = await linkFor(db).get({ ...visit, tokenHash: hashToken(token), key });
  // An account is deleted a page of its jobs at a time, and its links at once.
  if (!row?.share || row.isClosing === 1) return null;
  const { share, wrong } = row;
  const visited = row.visited !== null;
  const end = endOf({ ...share, hasItems: row.hasItems === 1 }, now());
  // Who has been counted today goes on looking: pictures are requested after the page.
  if (end !== null && !(end === 'viewed' && visited)) return null;
  const triesLeft = WRONG_PASSWORDS - (wrong ?? 0);
  const { id, passwordHash } = share;
  const locked = passwordHash !== null && !isUnlocked(visitor.unlock, { id, passwordHash }, now());
  if (locked && triesLeft <= 0) return null;
  const owner = { name: row.name, studioName: row.studioName, hasLogo: row.hasLogo === 1 };
  return { share, owner, visit, visited, locked, triesLeft };
}
