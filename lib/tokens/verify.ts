import { timingSafeEqual } from 'node:crypto';
import { and, eq, type GetColumnData, isNull, lte, or, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, prepareOnce, tokens } from '@/lib/db';
import { log } from '@/lib/log';
import { singleton } from '@/lib/singleton';
import { hashToken, isToken } from './format';
import { type Scope, toScopes } from './scopes';

/** A token that counts: whose it is and what it may do. */
export type VerifiedToken = { id: string; userId: string; scopes: Scope[] };

/** How exactly it is known when a token was last used, ms: a use need not cost a write. */
const STAMP_EVERY_MS = 15 * 60 * 1_000;

const stamping = singleton('token-stamps', () => new Set<string>());

async function stamp(db: Db, id: string, now: number): Promise<void> {
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

/** Whether two hashes are the same, in a time that does not tell where they differ. */
function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** What is read of a token to verify it. Whoever reads it along with something else selects these. */
export const TOKEN_COLUMNS = {
  id: tokens.id,
  userId: tokens.userId,
  hash: tokens.tokenHash,
  scopes: tokens.scopes,
  expiresAt: tokens.expiresAt,
  lastUsedAt: tokens.lastUsedAt,
};

export type KeptToken = {
  [name in keyof typeof TOKEN_COLUMNS]: GetColumnData<(typeof TOKEN_COLUMNS)[name]>;
};
/** Reads what is kept of the token with this SHA-256, hex; null where there is none. */
export type ReadToken = (hash: string) => Promise<KeptToken | null>;

const tokenByHash = prepareOnce((db) =>
  db
    .select(TOKEN_COLUMNS)
    .from(tokens)
    .where(eq(tokens.tokenHash, sql.placeholder('hash')))
    .prepare(),
);

async function readToken(db: Db, hash: string): Promise<KeptToken | null> {
  const row = await tokenByHash(db).get({ hash });
  return row ?? null;
}

/**
 * Who a token stands for, in one query; none at all for a text that cannot be a token. Notes when it was
 * used, at most every 15 minutes and while nobody waits.
 * @param read in place of the query, for whoever has one that finds more than the token
 * @returns null alike for a token that never was, has expired or is revoked
 */
export async function verifyToken(
  { db, now, defer }: Pick<Context, 'db' | 'now' | 'defer'>,
  token: string,
  read: ReadToken = (hash) => readToken(db, hash),
): Promise<VerifiedToken | null> {
  if (!isToken(token)) return null;
  const hash = hashToken(token);
  const row = await read(hash);
  const time = now();
  if (!row || !same(row.hash, hash)) return null;
  if (row.expiresAt !== null && row.expiresAt <= time) return null;
  if (row.lastUsedAt === null || row.lastUsedAt <= time - STAMP_EVERY_MS) {
    defer(stamp(db, row.id, time));
  }
  return { id: row.id, userId: row.userId, scopes: toScopes(row.scopes) };
}
