import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, results } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { PictureError, toPictureError } from '@/lib/picture-error';
import { openSource } from '@/lib/picture-source';
import { FILE_COLUMNS, openResult, toStoredFiles } from '@/lib/results';
import { addPicture } from './add';
import { throwPhotoFault } from './faults';
import type { PhotoView } from './schemas';

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

/** The last part of an address, where it may be the name of a file. */
function nameIn(url: string): string | null {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

async function fetchPicture(ctx: Context, url: string): Promise<Uint8Array> {
  try {
    if (!/^https?:/i.test(url)) throw new PictureError('refused_address');
    return await readAll((await openSource(ctx, url, { fromPerson: true })).body);
  } catch (error) {
    return throwPhotoFault(error instanceof AppError ? error : toPictureError(error));
  }
}

/**
 * Adds the picture at an address that a person gave: only public https addresses are fetched, at most 40 MB.
 * @throws AppError `photo_address_refused`, `photo_address_failed`, and as `addPhoto`
 */
export async function addPhotoFromUrl(
  ctx: Context,
  userId: string,
  url: string,
): Promise<PhotoView> {
  const bytes = await fetchPicture(ctx, url);
  return addPicture(ctx, userId, bytes, { name: nameIn(url), source: 'url', fromJobId: null });
}

async function readResult(ctx: Context, userId: string, jobId: string) {
  const [found] = await ctx.db
    .select({ label: entries.label, files: FILE_COLUMNS })
    .from(entries)
    .leftJoin(results, eq(results.jobId, entries.jobId))
    .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)));
  if (!found) throw new AppError('job_not_found', 'This job is not in your history.');
  const files = toStoredFiles(found.files);
  const content = files && (await (await openResult(ctx, files, 'full'))?.read());
  if (!content) {
    throw new AppError(
      'picture_unavailable',
      'The result of this job is not stored here. Wait until it is copied, or upload it as a file.',
    );
  }
  const bytes = content instanceof Uint8Array ? content : await readAll(content);
  return { bytes, label: found.label };
}

/**
 * Adds the stored result of a job in the user's history, to start the next job with it.
 * @throws AppError `job_not_found`; `picture_unavailable` while the result is not stored; and as `addPhoto`
 */
export async function addPhotoFromResult(
  ctx: Context,
  userId: string,
  jobId: string,
): Promise<PhotoView> {
  const { bytes, label } = await readResult(ctx, userId, jobId).catch(throwPhotoFault);
  return addPicture(ctx, userId, bytes, { name: label, source: 'result', fromJobId: jobId });
}
