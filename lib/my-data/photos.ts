import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, eq, gt } from 'drizzle-orm';
import { type Db, photos } from '@/lib/db';
import { fileName } from './file-name';

/** Rows read, and held in memory, at once. */
const PAGE_SIZE = 200;

const page = (db: Db, userId: string, after: string) =>
  db
    .select({
      id: photos.id,
      name: photos.name,
      createdAt: photos.createdAt,
      usedAt: photos.usedAt,
      source: photos.source,
      fromJobId: photos.fromJobId,
      folder: photos.folder,
      type: photos.type,
      bytes: photos.bytes,
      sha256: photos.hash,
      width: photos.width,
      height: photos.height,
    })
    .from(photos)
    .where(and(eq(photos.userId, userId), gt(photos.id, after)))
    .orderBy(asc(photos.id))
    .limit(PAGE_SIZE);

type Row = Awaited<ReturnType<typeof page>>[number] & { file: string };

/** The photos of a user. `file` is the name in the archive. */
export async function* photoRows(db: Db, userId: string): AsyncGenerator<Row, void, undefined> {
  for (let after = ''; ; ) {
    const rows = await page(db, userId, after);
    for (const row of rows) {
      const { id, name: label, type } = row;
      yield { ...row, file: fileName('photos', { id, label, type }) };
    }
    after = rows.at(-1)?.id ?? after;
    if (rows.length < PAGE_SIZE) return;
    // Other requests go first.
    await nextTurn();
  }
}
