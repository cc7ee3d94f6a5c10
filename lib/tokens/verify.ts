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

/** The columns that `verifyToken` needs. A query that reads more than the token selects these too. */
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
/** What a query by token hash returns: the token's row, null if there is none, and whatever it read with it. */
export type FoundToken = { token: KeptToken | null };
/** Selects by the token's SHA-256, hex. */
export type FindToken<Found extends FoundToken> = (ctx: Context, hash: string) => Promise<Found>;

const tokenByHash = prepareOnce((db) =>
  db
    .select(TOKEN_COLUMNS)
    .from(tokens)
    .where(eq(tokens.tokenHash, sql.placeholder('hash')))
    .prepare(),
);

/** Selects the token alone. */
export async function selectToken({ db }: Pick<Context, 'db'>, hash: string): Promise<FoundToken> {
  return { token: (await tokenByHash(db).get({ hash })) ?? null };
}

/**
 * Verifies a token with one query; with none for a text that is not well-formed. Records the use at most
 * every 15 minutes, deferred.
 * @param find `selectToken`, or a query that reads more than the token
 * @returns the token and what `find` returned; null for unknown, expired and revoked tokens alike
 */
export async function verifyToken<Found extends FoundToken>(
  ctx: Context,
  text: string,
  find: FindToken<Found>,
): Promise<{ token: VerifiedToken; found: Found } | null> {
  if (!isToken(text)) return null;
  const hash = hashToken(text);
  const found = await find(ctx, hash);
  const row = found.token;
  const now = ctx.now();
  if (!row || !same(row.hash, hash)) return null;
  if (row.expiresAt !== null && row.expiresAt <= now) return null;
  if (row.lastUsedAt === null || row.lastUsedAt <= now - STAMP_EVERY_MS) {
    ctx.defer(stamp(ctx.db, row.id, now));
  }
  return { token: { id: row.id, userId: row.userId, scopes: toScopes(row.scopes) }, found };
}
