import { timingSafeEqual } from 'node:crypto';
import { and, eq, type GetColumnData, isNull, lte, or, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, prepareOnce, tokens } from '@/lib/db';
import { isStale, staleBefore, storeLastUse } from '@/lib/last-use';
import { hashToken, isToken } from './format';
import { type Scope, toScopes } from './model';

/** A valid token: its id, its user and what it may do. */
export type VerifiedToken = { id: string; userId: string; scopes: Scope[] };

async function updateLastUsed(db: Db, id: string, now: number): Promise<void> {
  const due = or(isNull(tokens.lastUsedAt), lte(tokens.lastUsedAt, staleBefore(now)));
  await db
    .update(tokens)
    .set({ lastUsedAt: now })
    .where(and(eq(tokens.id, id), due));
}

function equalInConstantTime(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** The columns of `tokens` that verification needs. */
const COLUMNS = {
  id: tokens.id,
  userId: tokens.userId,
  hash: tokens.tokenHash,
  scopes: tokens.scopes,
  expiresAt: tokens.expiresAt,
  lastUsedAt: tokens.lastUsedAt,
};

/**
 * What verification needs, for queries that read a token together with something else: also since when its user
 * is disabled. A subquery, so that no such query can forget to join `users`.
 */
export const TOKEN_COLUMNS = {
  ...COLUMNS,
  userDisabledAt: sql<
    number | null
  >`(SELECT disabled_at FROM users WHERE users.id = tokens.user_id)`,
};

export type KeptToken = {
  [name in keyof typeof COLUMNS]: GetColumnData<(typeof COLUMNS)[name]>;
} & { userDisabledAt: number | null };
/** What a query by token hash returns: the token's row or null, and whatever else it selected. */
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
 * Verifies a token with one query, or none if the text cannot be a token. Stores the time of use in the
 * background, at most every 15 minutes.
 * @param find `selectToken`, or a query that selects more than the token
 * @returns the token and what `find` returned; null for unknown, expired and revoked tokens and for tokens of
 *   disabled users alike
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
  if (!row || !equalInConstantTime(row.hash, hash)) return null;
  if (row.expiresAt !== null && row.expiresAt <= now) return null;
  if (row.userDisabledAt !== null) return null;
  if (isStale(row.lastUsedAt, now)) {
    ctx.defer(storeLastUse(row.id, () => updateLastUsed(ctx.db, row.id, now)));
  }
  return { token: { id: row.id, userId: row.userId, scopes: toScopes(row.scopes) }, found };
}
