/** The statement that puts a stored result into the queue again: `job_id`, `folder`. */
export const QUEUE_AGAIN = `UPDATE results SET state = 'waiting', problem = NULL, attempts = 0, asked_again_at = NULL,
  queued_at = CAST(unixepoch('subsec') * 1000 AS INTEGER), next_attempt_at = CAST(unixepoch('subsec') * 1000 AS INTEGER),
  lease_until = 0, fence = fence + 1, folder = NULL, hash = NULL, type = NULL, bytes = NULL, thumbnail_bytes = NULL,
  width = NULL, height = NULL, thumb_hash = NULL, stored_at = NULL
  WHERE job_id = ? AND state = 'stored' AND folder = ? RETURNING job_id`;
