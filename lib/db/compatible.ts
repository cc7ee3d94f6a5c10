import 'server-only';
import { getTableName, is, sql } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as schema from './schema';
import type { Db } from './types';

/** The columns of each table in the database; `true` for a column that every insert must name. */
async function selectColumns(db: Db): Promise<Map<string, Map<string, boolean>>> {
  const rows = await db.all<{ tbl: string; col: string; required: number }>(sql`
    SELECT m.name AS tbl, c.name AS col, (c."notnull" AND c.dflt_value IS NULL AND c.pk = 0) AS required
    FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'`);
  const tables = new Map<string, Map<string, boolean>>();
  for (const { tbl, col, required } of rows) {
    const columns = tables.get(tbl) ?? new Map<string, boolean>();
    tables.set(tbl, columns.set(col, required === 1));
  }
  return tables;
}

/**
 * Checks whether this version works with a schema that a newer version has migrated. Additional tables
 * and columns are fine; a missing table or column is not, nor is a new column that inserts must name.
 *
 * @returns the problems, such as `jobs.label is missing`; empty if the schema is compatible
 */
export async function incompatibilities(db: Db): Promise<string[]> {
  const tables = await selectColumns(db);
  const ours = Object.values(schema).filter((value) => is(value, SQLiteTable));
  return ours.flatMap((table) => {
    const name = getTableName(table);
    const columns = tables.get(name);
    if (!columns) return [`${name} is missing`];
    const used = getTableConfig(table).columns.map((column) => column.name);
    const missing = used.filter((column) => !columns.has(column));
    const required = [...columns].filter(([column, must]) => must && !used.includes(column));
    return [
      ...missing.map((column) => `${name}.${column} is missing`),
      ...required.map(([column]) => `${name}.${column} is required`),
    ];
  });
}
