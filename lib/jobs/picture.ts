import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs, photos, prepareOnce, results } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { PHOTO_FILE_COLUMNS } from '@/lib/photos';
import { FILE_COLUMNS, type FileRow, type StoredFiles, toStoredFiles } from '@/lib/results';
import type { PictureKind } from './model';
import { pictureUrlOf } from './picture-url';
import type { JobRow } from './rows';
import { notInHistory } from './upstream-error';

/** What a picture shows, for the name of its file. `createdAt` is ms UTC. */
export type PictureFacts = {
  /** The name that the user gave the job; null on a share. */
  label: string | null;
  mode: string | null;
  createdAt: number;
  kind: PictureKind;
};

/** A picture of a job, not opened yet. */
export type JobPicture = {
  facts: PictureFacts;
  /** Our copy; null if there is none, or not yet. */
  stored: StoredFiles | null;
  /**
   * Its address upstream, or a `data:` URI: only `openPicture` may open it.
   * @throws AppError `not_found` if the job has no such picture (yet)
   */
  address: () => Promise<string>;
};

type Job = Pick<JobRow, 'id' | 'state' | 'output' | 'inputUrl' | 'mode' | 'createdAt'>;

/** @throws AppError `result_expired` for a result that was deleted because of its age */
export function toJobPicture(
  ctx: Pick<Context, 'db'>,
  found: {
    job: Job;
    files: FileRow | null;
    /** The files of the photo that it was started with. */
    photo: StoredFiles | null;
    label: string | null;
  },
  kind: PictureKind,
): JobPicture {
  const { job, label, photo } = found;
  const files = kind === 'output' ? found.files : null;
  if (files?.state === 'expired') {
    throw new AppError(
      'result_expired',
      'This result was deleted: the operator of this server keeps results for a limited time.',
    );
  }
  return {
    facts: { label, mode: job.mode, createdAt: job.createdAt, kind },
    stored: kind === 'input' ? photo : toStoredFiles(files),
    address: () => pictureUrlOf(ctx, job, kind),
  };
}

const pictureOfUser = prepareOnce((db) => {
  const { id, state, output, inputUrl, mode, createdAt } = jobs;
  return db
    .select({
      job: { id, state, output, inputUrl, mode, createdAt },
      files: FILE_COLUMNS,
      photo: PHOTO_FILE_COLUMNS,
      label: entries.label,
    })
    .from(entries)
    .innerJoin(jobs, eq(jobs.id, entries.jobId))
    .leftJoin(results, eq(results.jobId, entries.jobId))
    .leftJoin(photos, eq(photos.id, jobs.photoId))
    .where(
      and(
        eq(entries.userId, sql`(select ${sql.placeholder('userId')})`),
        eq(entries.jobId, sql`(select ${sql.placeholder('jobId')})`),
      ),
    )
    .prepare();
});

/**
 * A picture of a job of a user's history.
 * @throws AppError `job_not_found` if the job is not in this user's history; `result_expired`
 */
export async function getPicture(
  ctx: Pick<Context, 'db'>,
  userId: string,
  jobId: string,
  kind: PictureKind,
): Promise<JobPicture> {
  const found = await pictureOfUser(ctx.db).get({ userId, jobId });
  if (!found) throw notInHistory();
  return toJobPicture(ctx, found, kind);
}
