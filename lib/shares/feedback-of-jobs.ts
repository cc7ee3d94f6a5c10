import { sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import type { FeedbackCounts } from './model';

type Row = FeedbackCounts & { jobId: string };

/**
 * What was said of these jobs on the user's links, by the id of the job; nothing for the others. What was said of all of
 * a board counts for its first job, so that it is seen once.
 */
export async function feedbackOfJobs(
  { db }: Pick<Context, 'db'>,
  userId: string,
  jobIds: readonly string[],
): Promise<Record<string, FeedbackCounts>> {
  if (jobIds.length === 0) return {};
  const rows = await db.all<Row>(sql`
    SELECT said.job_id AS jobId, sum(said.kind = 'like') AS likes, sum(said.kind = 'comment') AS comments,
      sum(said.seen_at IS NULL) AS unseen
    FROM (
      SELECT share_items.job_id, share_feedback.kind, share_feedback.seen_at
      FROM share_items
      JOIN shares ON shares.id = share_items.share_id
      JOIN share_feedback ON share_feedback.share_id = shares.id AND (
        share_feedback.job_id = share_items.job_id
        OR share_feedback.job_id IS NULL AND NOT EXISTS (
          SELECT 1 FROM share_items AS earlier
          WHERE earlier.share_id = shares.id AND earlier.position < share_items.position))
      WHERE shares.user_id = ${userId} AND shares.revoked_at IS NULL
        AND share_items.job_id IN (SELECT value FROM json_each(${JSON.stringify(jobIds)}))
    ) AS said
    GROUP BY said.job_id`);
  return Object.fromEntries(
    rows.map(({ jobId, likes, comments, unseen }) => [jobId, { likes, comments, unseen }]),
  );
}
