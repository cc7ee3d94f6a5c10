import type { Client } from '@libsql/client/web';
import type Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import type { Db } from '@/lib/db';

type Statement = { text: string; args: unknown[] };

/** The drivers of `Db`, both behind `$client`. */
type Driver = { $client: Database.Database | Client };

/** Notes the SQL that runs through a database from now on. */
export function record(db: Db): { statements: Statement[]; stop: () => void } {
  const { $client: client } = db as unknown as Driver;
  const statements: Statement[] = [];
  if ('pragma' in client) {
    const prepare = client.prepare.bind(client);
    client.prepare = ((text: string) => {
      const statement = prepare(text);
      for (const name of ['run', 'get', 'all'] as const) {
        const run = statement[name].bind(statement) as (...args: unknown[]) => unknown;
        Object.assign(statement, {
          [name]: (...args: unknown[]) => {
            statements.push({ text, args });
            return run(...args);
          },
        });
      }
      return statement;
    }) as typeof client.prepare;
    return { statements, stop: () => Object.assign(client, { prepare }) };
  }
  const { execute, batch } = client;
  const note = (one: unknown) => {
    const { sql: text, args } = one as { sql: string; args?: unknown[] };
    statements.push({ text, args: args ?? [] });
  };
  client.execute = ((one: { sql: string }) => {
    note(one);
    return execute.call(client, one as never);
  }) as typeof client.execute;
  client.batch = ((many: { sql: string }[]) => {
    many.forEach(note);
    return batch.call(client, many);
  }) as typeof client.batch;
  return { statements, stop: () => Object.assign(client, { execute, batch }) };
}

async function planOf(db: Db, { text, args }: Statement): Promise<string[]> {
  const parts = text.split('?').flatMap((part, at) => {
    const value = args[at];
    return at < args.length && value !== undefined
      ? [sql.raw(part), sql`${value}`]
      : [sql.raw(part)];
  });
  const rows = await db.all<{ detail: string }>(
    sql`EXPLAIN QUERY PLAN ${sql.join(parts, sql.raw(''))}`,
  );
  return rows.map(({ detail }) => detail);
}

export type Plan = { text: string; steps: string[] };

/** The query plans of what `work` runs. */
export async function plansOf(db: Db, work: () => Promise<unknown>): Promise<Plan[]> {
  const { statements, stop } = record(db);
  try {
    await work();
  } finally {
    stop();
  }
  const plans: Plan[] = [];
  // The same query is planned once, with its first values.
  for (const statement of new Map(statements.toReversed().map((one) => [one.text, one])).values()) {
    if (!/^\s*(?:select|insert|update|delete|with)\b/i.test(statement.text)) continue;
    plans.push({ text: statement.text, steps: await planOf(db, statement) });
  }
  return plans;
}

/** Lists of work that is left to do: partial indexes, which are short however many rows there are. */
const QUEUES =
  /USING (?:COVERING )?INDEX (?:jobs_due|jobs_unannounced|jobs_unkept|entries_unfolded)\b/;

/** The steps of a plan that take longer the more jobs there are: a scan of all of them, or a sort. */
export function unbounded({ steps }: Plan): string[] {
  return steps.filter(
    (step) =>
      (/^SCAN (?:jobs|entries|results)\b/.test(step) && !QUEUES.test(step)) ||
      /TEMP B-TREE/.test(step),
  );
}
