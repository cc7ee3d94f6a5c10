import type { Context } from '@/lib/context';
import { getPicture } from '@/lib/jobs';
import { openPicture } from '@/lib/pictures';
import { openResult } from '@/lib/results';

/**
 * Opens the result of a job of a user: our copy, or what upstream has until there is one.
 * @throws AppError `job_not_found`, `picture_unavailable`, `result_expired`
 */
export async function openResultPicture(
  ctx: Context,
  userId: string,
  jobId: string,
): Promise<Uint8Array | ReadableStream<Uint8Array>> {
  const picture = await getPicture(ctx, userId, jobId, 'output');
  const file = picture.stored && (await openResult(ctx, picture.stored, 'full').catch(() => null));
  const content = await file?.read().catch(() => null);
  if (content) return content;
  return (await openPicture(ctx, await picture.address())).body;
}
