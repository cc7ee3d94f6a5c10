import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, eq, gt } from 'drizzle-orm';
import { type Db, entries, results } from '@/lib/db';
import { fileName } from './file-name';

/** Rows read, and held in memory, at once. */
const PAGE_SIZE = 200;
const page = (db: Db, userId: string, after: string) =>
  db
    .select({
      jobId: entries.jobId,
      label: entries.label,
      folder: results.folder,
      state: results.state,
      problem: results.problem,
      type: results.type,
      bytes: results.bytes,
      sha256: results.hash,
      width: results.width,
      height: results.height,
      storedAt: results.storedAt,
    })
    .from(entries)
    .innerJoin(results, eq(results.jobId, entries.jobId))
    .where(and(eq(entries.userId, userId), gt(entries.jobId, after)))
    .orderBy(asc(entries.jobId))
    .limit(PAGE_SIZE);

type Row = Awaited<ReturnType<typeof page>>[number] & { file: string | null };

/** The results of the jobs in a user's history. `file` is the name in the archive; null if there is no picture. */
export async function* resultRows(db: Db, userId: string): AsyncGenerator<Row, void, undefined> {
  for (let after = ''; ; ) {
    const rows = await page(db, userId, after);
    for (const row of rows) {
      const { state, type, jobId: id, label } = row;
      const file = state === 'stored' && type ? fileName('results', { id, label, type }) : null;
      yield { ...row, file };
    }
    after = rows.at(-1)?.jobId ?? after;
    if (rows.length < PAGE_SIZE) return;
    // Other requests go first.
    await nextTurn();
  }
}
