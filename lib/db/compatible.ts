import 'server-only';
import { getTableName, is, sql, Table } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as schema from './schema';
import type { Db } from './types';

type Column = { tbl: string; col: string; required: number };

/** Columns of the database; `required`: an insert that does not name it fails. */
async function columnsOf(db: Db): Promise<Map<string, Map<string, boolean>>> {
  const found = await db.all<Column>(sql`
    SELECT m.name AS tbl, c.name AS col, (c."notnull" AND c.dflt_value IS NULL AND c.pk = 0) AS required
    FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'`);
  const tables = new Map<string, Map<string, boolean>>();
  for (const { tbl, col, required } of found) {
    const columns = tables.get(tbl) ?? new Map<string, boolean>();
    tables.set(tbl, columns.set(col, required === 1));
  }
  return tables;
}

/**
 * What of a newer version's schema this code cannot live with: a table or column that it uses is gone, or
 * its inserts would leave out a value that must be there. Whatever else was added is none of its business.
 *
 * @returns what is wrong, such as `jobs.label is gone`; empty when this code can go on
 */
export async function incompatibilities(db: Db): Promise<string[]> {
  const there = await columnsOf(db);
  const ours = Object.values(schema).filter((value) => is(value, Table) && is(value, SQLiteTable));
  return ours.flatMap((table) => {
    const name = getTableName(table);
    const columns = there.get(name);
    if (!columns) return [`${name} is gone`];
    const known = getTableConfig(table).columns.map((column) => column.name);
    const gone = known.filter((column) => !columns.has(column));
    const demanded = [...columns].filter(
      ([column, required]) => required && !known.includes(column),
    );
    return [
      ...gone.map((column) => `${name}.${column} is gone`),
      ...demanded.map(([column]) => `${name}.${column} must be given`),
    ];
  });
}
