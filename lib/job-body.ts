import 'server-only';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, eq, gte, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { type Db, jobBodyParts, jobs } from '@/lib/db';
import { holding } from '@/lib/held-bytes';

// A body is usually a few hundred bytes and stands in the job's row. One that contains its picture has up to
// 16 MiB: it stands in parts in its own table.

/** In `jobs.output`: the picture is itself a part of upstream's response. */
export const IN_BODY = 'data:';

/** Larger bodies are stored in parts, characters. Rows stay small enough to read a hundred at once. */
const MAX_INLINE = 64 * 1024;
/** Characters of a part. */
const PART_SIZE = 512 * 1024;
/** Parts read at once: a libSQL server sends at most 10 MB. */
const PARTS_READ = 4;

type StoredBody = Pick<typeof jobs.$inferSelect, 'body' | 'bodyVersion'>;

/** Cuts a text into parts, none of them inside a character: half of one cannot be stored. */
export function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + PART_SIZE, text.length);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end -= 1;
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}

/**
 * Stores a body, the large ones in parts.
 * @param version differs from that of every earlier body of this job: the fence number of the claim
 * @returns the columns of the job's row; parts count only once they are written to it
 */
export async function storeBody(
  db: Db,
  jobId: string,
  version: number,
  body: string,
): Promise<StoredBody> {
  if (body.length <= MAX_INLINE) return { body, bodyVersion: null };
  for (const [part, text] of partsOf(body).entries()) {
    await db.insert(jobBodyParts).values({ jobId, version, part, text }).onConflictDoNothing();
    await nextTurn();
  }
  return { body: null, bodyVersion: version };
}

/** Deletes the parts of a job that its row does not name: of earlier bodies, and of a claim that was lost. */
export async function deleteOldParts(db: Db, jobId: string): Promise<void> {
  const current = sql`(SELECT ${jobs.bodyVersion} FROM ${jobs} WHERE ${jobs.id} = ${jobId})`;
  await db
    .delete(jobBodyParts)
    .where(
      and(eq(jobBodyParts.jobId, jobId), or(isNull(current), ne(jobBodyParts.version, current))),
    );
}

async function readParts(db: Db, jobId: string, version: number): Promise<string> {
  const texts: string[] = [];
  for (;;) {
    const from = texts.length;
    const { part, text } = jobBodyParts;
    const rows = await db
      .select({ text })
      .from(jobBodyParts)
      .where(
        and(
          eq(jobBodyParts.jobId, jobId),
          eq(jobBodyParts.version, version),
          gte(part, from),
          lt(part, from + PARTS_READ),
        ),
      )
      .orderBy(asc(part));
    texts.push(...rows.map((row) => row.text));
    if (rows.length < PARTS_READ) return texts.join('');
    // A SQLite file is read synchronously, and everybody else waits.
    await nextTurn();
  }
}

/** The most memory that reading a body of 16 MiB takes, bytes. */
const MAX_READ = 48 * 1024 * 1024;

/**
 * `readBody` for a user who waits, one of many at the same time.
 * @param use what is made of a body; a large one is used before the next is read
 * @throws AppError `server_busy` if too many large bodies are being read or sent
 */
export async function readBodyOnRequest<T>(
  db: Db,
  row: StoredBody & { id: string },
  use: (body: string | null) => T,
): Promise<T> {
  if (row.bodyVersion === null) return use(row.body);
  return holding(MAX_READ, async () => use(await readBody(db, row)));
}

/** Upstream's response for a job, verbatim; null if it has never responded. */
export async function readBody(db: Db, row: StoredBody & { id: string }): Promise<string | null> {
  let stored: StoredBody | undefined = row;
  // A second look for a body that was replaced, and its parts deleted, meanwhile.
  for (let look = 0; look < 3; look++) {
    if (!stored || stored.bodyVersion === null) return stored?.body ?? null;
    const body = await readParts(db, row.id, stored.bodyVersion);
    if (body !== '') return body;
    const columns = { body: jobs.body, bodyVersion: jobs.bodyVersion };
    [stored] = await db.select(columns).from(jobs).where(eq(jobs.id, row.id));
  }
  return null;
}
