import type { shares } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { hashSlowly } from '@/lib/slow-hash';
import { visibleOrNull } from '@/lib/visible-text';
import type { ShareChange } from './schemas';

type Columns = Partial<typeof shares.$inferInsert>;

/** The fields that are stored as they are. */
const PLAIN = ['showsSender', 'showsBefore', 'allowsDownload', 'feedback', 'maxViews'] as const;

/**
 * The columns for what was chosen of a link; none for what was not.
 * @throws AppError `invalid_request` for an end in the past
 */
export async function toColumns(
  { title, note, expiresAt, password, embedSites, ...others }: Omit<ShareChange, 'jobIds'>,
  now: number,
): Promise<Columns> {
  if (typeof expiresAt === 'number' && expiresAt <= now) {
    throw new AppError('invalid_request', 'expiresAt: must be in the future.');
  }
  const plain = PLAIN.filter((name) => others[name] !== undefined);
  return {
    ...Object.fromEntries(plain.map((name) => [name, others[name]])),
    ...(title !== undefined && { title: visibleOrNull(title) }),
    ...(note !== undefined && { note: visibleOrNull(note) }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(password !== undefined && { passwordHash: password && (await hashSlowly(password)) }),
    ...(embedSites !== undefined && {
      embedSites: embedSites.length > 0 ? [...new Set(embedSites)] : null,
    }),
  };
}
