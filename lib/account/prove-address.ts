import 'server-only';
import { and, count, eq, getTableName, isNull, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, type Db, invitations, users } from '@/lib/db';
import { noteWaysInRemoved } from '@/lib/request';
import { logSecurity } from '@/lib/security-log';
import { type Removal, removedKinds } from './removal';
import { USER_DATA } from './user-data';

const REMOVED = USER_DATA.filter(({ firstProof }) => firstProof === 'removed').map(
  ({ table, column }) => ({
    table,
    column,
    name: getTableName(table),
    /** Which of the user's rows. A used invitation is a record of who came in. */
    only: column === invitations.invitedBy ? isNull(invitations.usedAt) : undefined,
  }),
);

/** The user's id while nobody has proved the address. */
const unproved = (db: Db, userId: string) =>
  db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.emailVerified)));

function counted(rows: { name: string; n: number }[]): Removal {
  return Object.fromEntries(rows.filter(({ n }) => n > 0).map(({ name, n }) => [name, n]));
}

/**
 * What the first proof of a user's address would remove, for those who may know: the holder of a mailed link.
 * @returns null if the address is proved already
 */
export async function removalAtFirstProof(db: Db, userId: string): Promise<Removal | null> {
  const rowsOf = ({ table, column, only }: (typeof REMOVED)[number]) =>
    db
      .select({ n: count() })
      .from(table)
      .where(and(eq(column, userId), only));
  const [open, ...found] = await batch(db, [unproved(db, userId), ...REMOVED.map(rowsOf)]);
  if (open.length === 0) return null;
  return counted(REMOVED.map(({ name }, at) => ({ name, n: found[at]?.[0]?.n ?? 0 })));
}

/**
 * Records that the address of a user is proved by somebody who is that user already, for example by a linked account.
 * Nothing is removed.
 */
export async function recordProof(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
): Promise<void> {
  const [proved] = await db
    .update(users)
    .set({ emailVerified: new Date(now()) })
    .where(and(eq(users.id, userId), isNull(users.emailVerified)))
    .returning({ id: users.id });
  if (proved) await logSecurity({ db, now }, 'address_proved', { userId });
}

/** Whether this is a session in which the user is signed in. */
function isSessionOf(sessionId: string | null, userId: string, now: number): SQL {
  return sql`EXISTS (SELECT 1 FROM sessions WHERE id = ${sessionId} AND user_id = ${userId}
    AND expires_at > ${now} AND needs_second_factor = 0)`;
}

/**
 * Records that somebody has just proved that they receive mail at a user's address. Until then anybody could have
 * signed up with it, so the first proof removes every way in that was made before (`USER_DATA`), in one batch. It
 * removes nothing if the person is signed in as this user already: then they made those ways.
 *
 * @param keepSession the session of the browser in which the button was pressed, if any
 * @returns what was removed; null if nothing was, because the address was proved already or the session is theirs
 */
export async function proveAddress(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
  { keepSession }: { keepSession: string | null },
): Promise<Removal | null> {
  const at = now();
  const ours = isSessionOf(keepSession, userId, at);
  const owner = db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.emailVerified), sql`NOT ${ours}`));
  const remove = ({ table, column, only }: (typeof REMOVED)[number]) =>
    db
      .delete(table)
      .where(and(eq(column, owner), only))
      .returning({ owner: column });
  const prove = db
    .update(users)
    .set({ emailVerified: new Date(at) })
    .where(and(eq(users.id, userId), isNull(users.emailVerified)))
    .returning({ id: users.id });
  const [stranger, ...results] = await batch(db, [owner, ...REMOVED.map(remove), prove]);
  if (results.at(-1)?.length === 0) return null;
  await logSecurity({ db, now }, 'address_proved', { userId });
  if (stranger.length === 0) return null;
  const removal = counted(REMOVED.map(({ name }, at) => ({ name, n: results[at]?.length ?? 0 })));
  if (removedKinds(removal).length > 0) {
    await logSecurity({ db, now }, 'ways_in_removed', { userId, reason: 'address_proved' });
    noteWaysInRemoved();
  }
  return removal;
}
