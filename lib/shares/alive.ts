import { and, eq, gte, isNull } from 'drizzle-orm';
import { entries, shares } from '@/lib/db';

/**
 * Joins a share to the entry that it was made from, while it counts: not revoked, and made since its owner
 * has had the job. Whoever removes a job and adds it again revives none of the old links.
 */
export const aliveWithEntry = and(
  eq(entries.userId, shares.userId),
  eq(entries.jobId, shares.jobId),
  isNull(shares.revokedAt),
  gte(shares.createdAt, entries.addedAt),
);
