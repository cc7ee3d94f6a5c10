import { and, desc, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { tokens } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { hashToken, newToken, prefixOf } from './format';
import { type TokenView, toScopes } from './model';
import type { NewToken } from './schemas';

const DAY_MS = 24 * 60 * 60 * 1_000;
const MAX_PER_USER = 50;

/**
 * Creates a token. Only its hash is stored, so this is the only time the token itself is returned.
 * @throws AppError `too_many_tokens` if the user has 50 tokens
 */
export async function createToken(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
  { name, scopes, expiresInDays }: NewToken,
): Promise<{ token: string; view: TokenView }> {
  const token = newToken();
  const createdAt = now();
  const expiresAt = expiresInDays === null ? null : createdAt + expiresInDays * DAY_MS;
  const view = { id: crypto.randomUUID(), name, prefix: prefixOf(token), scopes, createdAt };
  const created = await db.all(sql`
    INSERT INTO ${tokens} (id, user_id, name, token_hash, prefix, scopes, created_at, expires_at)
    SELECT ${view.id}, ${userId}, ${name}, ${hashToken(token)}, ${view.prefix},
      ${JSON.stringify(scopes)}, ${createdAt}, ${expiresAt}
    WHERE (SELECT count(*) FROM ${tokens} WHERE ${tokens.userId} = ${userId}) < ${MAX_PER_USER}
    RETURNING id`);
  if (created.length === 0) {
    throw new AppError(
      'too_many_tokens',
      `You have reached the limit of ${MAX_PER_USER} tokens. Revoke one that you no longer need.`,
    );
  }
  return { token, view: { ...view, expiresAt, lastUsedAt: null } };
}

/** A user's tokens, expired ones included, newest first. */
export async function listTokens(
  { db }: Pick<Context, 'db'>,
  userId: string,
): Promise<TokenView[]> {
  const rows = await db
    .select({
      id: tokens.id,
      name: tokens.name,
      prefix: tokens.prefix,
      scopes: tokens.scopes,
      createdAt: tokens.createdAt,
      expiresAt: tokens.expiresAt,
      lastUsedAt: tokens.lastUsedAt,
    })
    .from(tokens)
    .where(eq(tokens.userId, userId))
    .orderBy(desc(tokens.createdAt), desc(tokens.id));
  return rows.map((row) => ({ ...row, scopes: toScopes(row.scopes) }));
}

/**
 * Revokes a token by deleting its row. Takes effect at once on all instances.
 * @throws AppError `not_found` if the user has no such token
 */
export async function revokeToken(
  { db }: Pick<Context, 'db'>,
  userId: string,
  tokenId: string,
): Promise<void> {
  const deleted = await db
    .delete(tokens)
    .where(and(eq(tokens.id, tokenId), eq(tokens.userId, userId)))
    .returning({ id: tokens.id });
  if (deleted.length === 0) {
    throw new AppError('not_found', 'This token no longer exists. Reload the page.');
  }
}
