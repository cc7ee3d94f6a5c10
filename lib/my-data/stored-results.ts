import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, eq, gt } from 'drizzle-orm';
import { type Db, entries, results } from '@/lib/db';
import { withoutControls } from '@/lib/visible-text';

/** Rows read, and held in memory, at once. */
const PAGE_SIZE = 200;
/** Characters of a label in the name of a file. */
const MAX_LABEL = 80;

const EXTENSIONS: Record<string, string> = { 'image/jpeg': 'jpg' };

/** The name of a picture's file: the label, if there is one, and the id, which makes it unique. */
function nameOf({ jobId, label, type }: { jobId: string; label: string | null; type: string }) {
  const readable = withoutControls(label ?? '')
    .normalize('NFC')
    // What file systems refuse, or read as a path.
    .replace(/[\\/:*?"<>|\s]+/g, ' ')
    .replace(/^[\s.]+/, '');
  const short = [...readable].slice(0, MAX_LABEL).join('').trim();
  const extension = EXTENSIONS[type] ?? type.replace(/^image\//, '').replace(/[^a-z0-9]/g, '');
  return `results/${short === '' ? '' : `${short}-`}${jobId}.${extension}`;
}

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
      const { state, type } = row;
      yield { ...row, file: state === 'stored' && type ? nameOf({ ...row, type }) : null };
    }
    after = rows.at(-1)?.jobId ?? after;
    if (rows.length < PAGE_SIZE) return;
    // Other requests go first.
    await nextTurn();
  }
}
