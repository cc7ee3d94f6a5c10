import { sql } from 'drizzle-orm';
import type { results } from '@/lib/db';
import type { ResultView } from './schemas';

type Columns = Pick<
  typeof results.$inferSelect,
  'state' | 'problem' | 'hash' | 'type' | 'bytes' | 'width' | 'height' | 'thumbHash'
>;

/** A column for a query on `jobs`: the job's result as JSON, for `toResultView`. Null if there is no row of it. */
export const RESULT_COLUMN = sql<string | null>`(SELECT json_object(
    'state', state, 'problem', problem, 'hash', hash, 'type', type, 'bytes', bytes, 'width', width,
    'height', height, 'thumbHash', thumb_hash)
  FROM results WHERE results.job_id = jobs.id)`.as('result');

/** @param json what `RESULT_COLUMN` selected */
export function toResultView(json: string): ResultView {
  const { state, problem, hash, type, bytes, width, height, thumbHash } = JSON.parse(
    json,
  ) as Columns;
  const known =
    state === 'stored' &&
    hash !== null &&
    type !== null &&
    bytes !== null &&
    width !== null &&
    height !== null &&
    thumbHash !== null;
  return {
    state,
    problem,
    picture: known ? { hash, type, bytes, width, height, thumbHash } : null,
  };
}
