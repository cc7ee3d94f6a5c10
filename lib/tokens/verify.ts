import { timingSafeEqual } from 'node:crypto';
import { and, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { SignedIn } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { prepareOnce, tokens, users } from '@/lib/db';
import { log } from '@/lib/log';
import { processWide } from '@/lib/process-wide';
import { hashToken, isToken } from './format';
import { type Scope, toScopes } from './scopes';

/** A token that counts: whose it is and what it may do. */
export type VerifiedToken = { id: string; user: SignedIn; scopes: Scope[] };

/** How exactly it is known when a token was last used, ms: a use need not cost a write. */
const STAMP_EVERY_MS = 15 * 60 * 1_000;

const stamping = processWide('token-stamps', () => new Set<string>());

async function stamp(db: Context['db'], id: string, now: number): Promise<void> {
  if (stamping.has(id)) return;
  stamping.add(id);
  try {
    const old = or(isNull(tokens.lastUsedAt), lte(tokens.lastUsedAt, now - STAMP_EVERY_MS));
    await db
      .update(tokens)
      .set({ lastUsedAt: now })
      .where(and(eq(tokens.id, id), old));
  } catch {
    // The token works all the same; its next use tries again.
    log().warn('the last use of a token could not be written down');
  } finally {
    stamping.delete(id);
  }
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const tokenByHash = prepareOnce((db) => {
  const owner = eq(users.id, tokens.userId);
  const email = db.select({ email: users.email }).from(users).where(owner);
  const name = db.select({ name: users.name }).from(users).where(owner);
  return db
    .select({
      id: tokens.id,
      hash: tokens.tokenHash,
      scopes: tokens.scopes,
      expiresAt: tokens.expiresAt,
      lastUsedAt: tokens.lastUsedAt,
      user: {
        id: sql<string>`${tokens.userId}`,
        email: sql<string>`(${email})`,
        name: sql<string | null>`(${name})`,
      },
    })
    .from(tokens)
    .where(eq(tokens.tokenHash, sql.placeholder('hash')))
    .prepare();
});

/**
 * Who a token stands for, in one query; none at all for a text that cannot be a token. Notes when it was
 * used, at most every 15 minutes and while nobody waits.
 * @returns null alike for a token that never was, has expired or is revoked
 */
export async function verifyToken(
  { db, now, defer }: Pick<Context, 'db' | 'now' | 'defer'>,
  token: string,
): Promise<VerifiedToken | null> {
  if (!isToken(token)) return null;
  const hash = hashToken(token);
  const [row] = await tokenByHash(db).all({ hash });
  const time = now();
  if (!row || !same(row.hash, hash)) return null;
  if (row.expiresAt !== null && row.expiresAt <= time) return null;
  if (row.lastUsedAt === null || row.lastUsedAt <= time - STAMP_EVERY_MS) {
    defer(stamp(db, row.id, time));
  }
  return { id: row.id, user: row.user, scopes: toScopes(row.scopes) };
}
