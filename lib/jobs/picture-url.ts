import type { Context } from '@/lib/context';
import type { Db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { parseJob } from '@/lib/gepetto';
import { IN_BODY, readBodyOnRequest } from '@/lib/job-body';
import type { PictureKind } from './model';
import { type JobRow, selectJob } from './rows';

export function pictureNotFound(): AppError {
  return new AppError('not_found', 'This job does not have this picture yet.');
}

/** The `data:` URI of a picture that stands in upstream's response. */
async function pictureInBody(db: Db, id: string): Promise<string | null> {
  const row = await selectJob(db, id);
  if (!row) return null;
  return readBodyOnRequest(db, row, (body) => (body && parseJob(body)?.output) || null);
}

/**
 * The URL of a job's picture, or a `data:` URI. It comes from upstream: only `openPicture` may open it.
 * @throws AppError `not_found` if the job has no such picture (yet)
 */
export async function pictureUrlOf(
  { db }: Pick<Context, 'db'>,
  job: Pick<JobRow, 'id' | 'state' | 'output' | 'inputUrl'>,
  kind: PictureKind,
): Promise<string> {
  const stored = kind === 'input' ? job.inputUrl : job.state === 'succeeded' ? job.output : null;
  const url = stored === IN_BODY ? await pictureInBody(db, job.id) : stored;
  if (url === null) throw pictureNotFound();
  return url;
}
