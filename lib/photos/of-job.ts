import { sql } from 'drizzle-orm';
import { photos } from '@/lib/db';
import { MAX_COUNTED_RESULTS } from './model';

/** The photo that a job was started with, and how many results of it its owner has. */
type PhotoOfJob = { id: string; userId: string; results: number };

/**
 * A column for a query on `jobs`: the photo of the job as JSON, for `toPhotoOfJob`. Null if there is none. As many
 * steps in an index as results are counted, at most.
 */
export const PHOTO_COLUMN = sql<string | null>`(SELECT json_object('id', photos.id, 'userId',
    photos.user_id, 'results', (SELECT count(*) FROM (
      SELECT 1 FROM jobs AS others JOIN entries AS theirs
        ON theirs.job_id = others.id AND theirs.user_id = photos.user_id
      WHERE others.photo_id = photos.id LIMIT ${sql.raw(`${MAX_COUNTED_RESULTS}`)})))
  FROM photos WHERE photos.id = jobs.photo_id)`.as('photo');

/**
 * The photo of a job as a user sees it: only their own.
 * @param json what `PHOTO_COLUMN` selected
 */
export function toPhotoOfJob(
  json: string | null | undefined,
  userId: string,
): { id: string; results: number } | null {
  if (!json) return null;
  const photo = JSON.parse(json) as PhotoOfJob;
  return photo.userId === userId ? { id: photo.id, results: photo.results } : null;
}

/** The columns that lead to the files of a photo, for queries that join `photos`. */
export const PHOTO_FILE_COLUMNS = {
  folder: photos.folder,
  hash: photos.hash,
  type: photos.type,
  bytes: photos.bytes,
};
