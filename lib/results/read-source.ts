import { eq } from 'drizzle-orm';
import pLimit from 'p-limit';
import type { Context } from '@/lib/context';
import { type Db, jobs } from '@/lib/db';
import { parseJob } from '@/lib/gepetto';
import { IN_BODY, readBody } from '@/lib/job-body';
import { PictureError, toPictureError } from '@/lib/picture-error';
import { openSource, readDataUri } from '@/lib/picture-source';

/** What is known of a job whose result is copied. */
export type Source = Pick<
  typeof jobs.$inferSelect,
  'id' | 'state' | 'output' | 'outputGoneAt' | 'bodyVersion'
>;

export async function selectSource(db: Db, jobId: string): Promise<Source | undefined> {
  const { id, state, output, outputGoneAt, bodyVersion } = jobs;
  const [source] = await db
    .select({ id, state, output, outputGoneAt, bodyVersion })
    .from(jobs)
    .where(eq(jobs.id, jobId));
  return source;
}

/** A picture with its response takes 60 MB while it is read: one at a time. */
const oneBody = pLimit(1);

async function readFromBody(db: Db, { id, bodyVersion }: Source) {
  const [row] =
    bodyVersion === null
      ? await db.select({ body: jobs.body }).from(jobs).where(eq(jobs.id, id))
      : [];
  const body = await readBody(db, { id, bodyVersion, body: row?.body ?? null });
  const address = body === null ? undefined : parseJob(body)?.output;
  if (!address?.startsWith(IN_BODY)) throw new PictureError('empty', 'no picture in the body');
  return readDataUri(address);
}

/** A picture that can be read. `close` ends the connection, if it has not been read. */
export type Opened = { read: () => Promise<{ bytes: Buffer; type: string }>; close: () => void };

const inMemory = (read: Opened['read']): Opened => ({ read, close: () => undefined });

async function openAddress(ctx: Context, address: string): Promise<Opened> {
  const { body, type } = await openSource(ctx, address).catch((error: unknown) => {
    throw toPictureError(error);
  });
  const read = async () => {
    try {
      const parts: Uint8Array[] = [];
      for await (const part of body) parts.push(part);
      return { bytes: Buffer.concat(parts), type };
    } catch (error) {
      throw toPictureError(error);
    }
  };
  return { read, close: () => void body.cancel().catch(() => undefined) };
}

/**
 * Opens the picture of a job: it is read whole, at most 40 MB. Its type is that of its bytes.
 * @throws PictureError, as does reading
 */
export async function openJobPicture(ctx: Context, source: Source): Promise<Opened> {
  const { output } = source;
  if (output === null) throw new PictureError('empty', 'no address');
  if (output === IN_BODY) return inMemory(() => oneBody(() => readFromBody(ctx.db, source)));
  if (output.startsWith(IN_BODY)) return inMemory(() => readDataUri(output));
  return openAddress(ctx, output);
}
