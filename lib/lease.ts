import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, getTableColumns, getTableName, gt, lte, or, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { type Db, LONGEST_LEASE_MS } from '@/lib/db';
import { singleton } from '@/lib/singleton';

// A lease lets one caller work on a row at a time, of all processes and instances. If the holder dies,
// another caller claims the row once the lease has expired. If it was only slow, its fence number is out
// of date by then and its write has no effect.

type LeaseRow = { leaseUntil: number; fence: number };

/** A table whose rows can be claimed. */
type LeaseTable = SQLiteTable & {
  leaseUntil: SQLiteColumn;
  fence: SQLiteColumn;
  $inferSelect: LeaseRow;
};

/** New values for some columns. */
type Change<Table extends LeaseTable> = {
  [Name in keyof Table['$inferSelect']]?: Table['$inferSelect'][Name] | SQL | undefined;
};

/** A lease must last this much longer than the longest call made under it, ms. */
export const LEASE_GRACE_MS = 7_000;
/** How often `waitForWinner` selects the row again, ms. */
const POLL_MS = 100;

/** The condition that no lease stands at `now`, ms UTC. One from the future was made while the clock was wrong. */
export function isFree(leaseUntil: SQLiteColumn, now: number): SQL | undefined {
  return or(lte(leaseUntil, now), gt(leaseUntil, now + LONGEST_LEASE_MS));
}

/** Drizzle cannot type the values of a generic table; the signatures below do. */
const values = (change: object) => change as never;

const primaryKeys = new WeakMap<LeaseTable, [name: string, column: SQLiteColumn][]>();

function primaryKeyOf(table: LeaseTable) {
  const known = primaryKeys.get(table);
  if (known) return known;
  const { primaryKeys: composite } = getTableConfig(table);
  const isKey = (column: SQLiteColumn) => column.primary || composite[0]?.columns.includes(column);
  const key = Object.entries(getTableColumns(table)).filter(([, column]) => isKey(column));
  primaryKeys.set(table, key);
  return key;
}

/** True for `row` as long as its claim stands. */
function isHeld(table: LeaseTable, row: LeaseRow): SQL | undefined {
  const cells = row as unknown as Record<string, unknown>;
  return and(
    ...primaryKeyOf(table).map(([name, column]) => eq(column, cells[name])),
    eq(table.fence, row.fence),
    // Version 0.1 claims webhook deliveries without a new fence number, but never for the same time.
    eq(table.leaseUntil, row.leaseUntil),
  );
}

/** The claims of this process that stand, each with what ends it. */
const held = singleton('leases', () => new Map<string, () => Promise<void>>());

function nameOf(table: LeaseTable, row: LeaseRow): string {
  const cells = row as unknown as Record<string, unknown>;
  return JSON.stringify([getTableName(table), ...primaryKeyOf(table).map(([name]) => cells[name])]);
}

function hold<Row extends LeaseRow>(db: Db, table: LeaseTable, row: Row): Row {
  held.set(nameOf(table, row), () => release(db, table, row));
  return row;
}

/** Ends every claim of this process, so that the next one need not wait until they expire. */
export async function releaseHeld(): Promise<void> {
  await Promise.allSettled([...held.values()].map((end) => end()));
}

/**
 * Claims a row that matches `where` and has no unexpired lease, in one statement.
 *
 * @param options.now ms UTC
 * @param options.leaseMs more than the longest work that follows, see `LEASE_GRACE_MS`
 * @param options.set further columns to write with the claim
 * @returns the claimed row; undefined if there is no such row or another caller has it
 */
export async function claim<Table extends LeaseTable>(
  db: Db,
  table: Table,
  options: { where: SQL | undefined; now: number; leaseMs: number; set?: Change<Table> },
): Promise<Table['$inferSelect'] | undefined> {
  const { where, now, leaseMs, set } = options;
  const [row] = await db
    .update(table as LeaseTable)
    .set(values({ ...set, leaseUntil: now + leaseMs, fence: sql`${table.fence} + 1` }))
    .where(and(where, isFree(table.leaseUntil, now)))
    .returning();
  return row && hold(db, table, row);
}

/**
 * Claims a row that may not exist yet, in one statement.
 *
 * @param options.row a new row; at least the primary key
 * @param options.due the condition under which an existing row may be claimed
 * @returns as `claim`
 */
export async function claimOrInsert<Table extends LeaseTable>(
  db: Db,
  table: Table,
  options: {
    row: Omit<Table['$inferInsert'], keyof LeaseRow>;
    due: SQL | undefined;
    now: number;
    leaseMs: number;
  },
): Promise<Table['$inferSelect'] | undefined> {
  const { row, due, now, leaseMs } = options;
  const leaseUntil = now + leaseMs;
  const [claimed] = await db
    .insert(table as LeaseTable)
    .values(values({ ...row, leaseUntil, fence: 1 }))
    .onConflictDoUpdate({
      target: primaryKeyOf(table).map(([, column]) => column),
      set: values({ leaseUntil, fence: sql`${table.fence} + 1` }),
      setWhere: and(due, isFree(table.leaseUntil, now)),
    })
    .returning();
  return claimed && hold(db, table, claimed);
}

/** Ends a claim without a write: the row stays due. Has no effect if the claim no longer stands. */
export async function release(db: Db, table: LeaseTable, claimed: LeaseRow): Promise<void> {
  held.delete(nameOf(table, claimed));
  await db
    .update(table)
    .set(values({ leaseUntil: 0 }))
    .where(isHeld(table, claimed));
}

/** The statement of `writeClaimed`, for a batch. It also demands `condition`. */
export function writeOfClaimed<Table extends LeaseTable>(
  db: Db,
  table: Table,
  claimed: Table['$inferSelect'],
  change: Change<Table>,
  condition?: SQL,
) {
  held.delete(nameOf(table, claimed));
  return db
    .update(table as LeaseTable)
    .set(values({ ...change, leaseUntil: 0 }))
    .where(and(isHeld(table, claimed), condition))
    .returning();
}

/**
 * Writes to a claimed row and ends the claim.
 * @returns the row as it is now; undefined, and nothing written, if the claim no longer stands
 */
export async function writeClaimed<Table extends LeaseTable>(
  db: Db,
  table: Table,
  claimed: Table['$inferSelect'],
  change: Change<Table>,
): Promise<Table['$inferSelect'] | undefined> {
  const [row] = await writeOfClaimed(db, table, claimed, change);
  return row;
}

/**
 * Does work under a claim that may take longer than its lease: prolongs the lease meanwhile, so that it ends soon if
 * this process dies. `claimed` gets the time at which it then ends.
 */
export async function prolonging<T>(
  db: Db,
  table: LeaseTable,
  claimed: LeaseRow,
  { leaseMs, now }: { leaseMs: number; now: () => number },
  work: () => Promise<T>,
): Promise<T> {
  const prolong = async () => {
    const leaseUntil = now() + leaseMs;
    const change = db.update(table).set(values({ leaseUntil })).where(isHeld(table, claimed));
    const [row] = await change.returning();
    if (row) claimed.leaseUntil = leaseUntil;
  };
  let last = Promise.resolve();
  const timer = setInterval(() => {
    // Without the database the claim ends, and another may follow: the fence keeps this one from writing.
    last = last.then(prolong).catch(() => undefined);
  }, leaseMs / 3).unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await last;
  }
}

/**
 * Waits while another caller works on a row: until the row is `done` or has no unexpired lease.
 * @returns the row as last selected
 */
export async function waitForWinner<Row extends LeaseRow>(
  select: () => Promise<Row | undefined>,
  done: (row: Row) => boolean,
  now: () => number,
): Promise<Row | undefined> {
  let row = await select();
  const isLeased = ({ leaseUntil }: Row) =>
    leaseUntil > now() && leaseUntil <= now() + LONGEST_LEASE_MS;
  while (row && !done(row) && isLeased(row)) {
    await sleep(POLL_MS);
    row = await select();
  }
  return row;
}
