import { getTableColumns, type InferInsertModel, is, Param, SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db } from './types';

type Row<Table extends SQLiteTable> = {
  [Name in keyof InferInsertModel<Table>]?: InferInsertModel<Table>[Name] | SQL | undefined;
};

/**
 * A statement, also for a `batch`, that inserts one row if `condition` holds and no unique column of it is taken.
 * Columns that `row` leaves out are null.
 */
export function insertIf<Table extends SQLiteTable>(
  db: Db,
  table: Table,
  row: Row<Table>,
  condition: SQL,
) {
  const given = row as Record<string, unknown>;
  const values = Object.entries(getTableColumns(table)).map(([name, column]) => {
    const value = given[name] ?? null;
    const cell =
      value === null || is(value, SQL) ? sql`${value}` : sql`${new Param(value, column)}`;
    return [name, cell.as(column.name)];
  });
  const one = db.select(Object.fromEntries(values)).from(sql`(SELECT 1)`).where(condition);
  return db
    .insert(table)
    .select(one as never)
    .onConflictDoNothing();
}
