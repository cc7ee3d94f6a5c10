import { createHash } from 'node:crypto';
import { and, eq, lt } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, idempotencyKeys } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { IDEMPOTENCY_MS, MAX_KEY_LENGTH } from './model';

/** JSON with the keys of every object in one order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { entries: entries.map(([name, inner]) => [name, canonical(inner)]) };
}

/** SHA-256 of a request, hex: the same for the same JSON, in whatever order its fields are. */
export function requestHash(request: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(request)))
    .digest('hex');
}

/** @throws AppError `invalid_request` for a key that is empty, too long, or has anything but visible ASCII */
export function assertKey(key: string): void {
  if (/^[\x20-\x7e]+$/.test(key) && key.length <= MAX_KEY_LENGTH) return;
  throw new AppError(
    'invalid_request',
    `Idempotency-Key must have 1 to ${MAX_KEY_LENGTH} visible ASCII characters. Use a random one, such as a UUID.`,
  );
}

/** The statement that forgets a key whose time is over. */
export function forgetOldKey(db: Db, userId: string, key: string, now: number) {
  return db
    .delete(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.userId, userId),
        eq(idempotencyKeys.key, key),
        lt(idempotencyKeys.createdAt, now - IDEMPOTENCY_MS),
      ),
    );
}

/**
 * What a key started before.
 * @returns the ids of the submissions; undefined if the key is new
 * @throws AppError `idempotency_conflict` if it belongs to another request
 */
export async function startedWith(
  { db }: Pick<Context, 'db'>,
  userId: string,
  key: string,
  hash: string,
): Promise<string[] | undefined> {
  const [known] = await db
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.userId, userId), eq(idempotencyKeys.key, key)));
  if (!known) return undefined;
  if (known.requestHash === hash) return known.submissionIds;
  throw new AppError(
    'idempotency_conflict',
    'This Idempotency-Key was used for another request in the last 24 hours. Use a new key for a new request.',
  );
}
