import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Context } from '@/lib/context';
import { tokens } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { plainText } from '@/lib/plain-text';
import { hashToken, newToken, prefixOf } from './format';
import { SCOPES, type Scope, toScopes } from './scopes';
import type { TokenView } from './view';

type Data = Pick<Context, 'db' | 'now'>;

const DAY_MS = 24 * 60 * 60 * 1_000;
/** The most tokens that one user can have. */
const MAX_PER_USER = 50;

/** What a new token is asked for with. Without `expiresInDays` it lasts 90 days; `null` is for ever. */
export const newTokenSchema = z.strictObject({
  name: plainText
    .trim()
    .min(1, 'must be given: say what the token is for')
    .max(60, 'is longer than 60 characters'),
  scopes: z
    .array(z.enum(SCOPES, `must be some of ${SCOPES.join(', ')}`))
    .min(1, 'must be at least one')
    .default(['jobs:read'])
    .transform((asked): Scope[] => SCOPES.filter((scope) => asked.includes(scope))),
  expiresInDays: z
    .int('must be a whole number of days, or null')
    .min(1, 'must be 1 day or more')
    .max(365, 'must be 365 days or fewer')
    .nullable()
    .default(90),
});

export type NewToken = z.output<typeof newTokenSchema>;

/**
 * Makes a token. The token itself is in this answer and nowhere else: only its hash is kept.
 * @throws AppError `too_many_tokens` when the user has 50 already
 */
export async function createToken(
  { db, now }: Data,
  userId: string,
  { name, scopes, expiresInDays }: NewToken,
): Promise<{ token: string; view: TokenView }> {
  const token = newToken();
  const createdAt = now();
  const expiresAt = expiresInDays === null ? null : createdAt + expiresInDays * DAY_MS;
  const view = { id: crypto.randomUUID(), name, prefix: prefixOf(token), scopes, createdAt };
  const made = await db.all(sql`
    INSERT INTO ${tokens} (id, user_id, name, token_hash, prefix, scopes, created_at, expires_at)
    SELECT ${view.id}, ${userId}, ${name}, ${hashToken(token)}, ${view.prefix},
      ${JSON.stringify(scopes)}, ${createdAt}, ${expiresAt}
    WHERE (SELECT count(*) FROM ${tokens} WHERE ${tokens.userId} = ${userId}) < ${MAX_PER_USER}
    RETURNING id`);
  if (made.length === 0) {
    throw new AppError(
      'too_many_tokens',
      `You have ${MAX_PER_USER} tokens already. Revoke one that is not needed any more.`,
    );
  }
  return { token, view: { ...view, expiresAt, lastUsedAt: null } };
}

/** The tokens of a user, expired ones included, newest first. */
export async function listTokens({ db }: Pick<Data, 'db'>, userId: string): Promise<TokenView[]> {
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
 * Revokes a token, at once and on every instance: nothing is left of it.
 * @throws AppError `not_found` when the user has no such token
 */
export async function revokeToken(
  { db }: Pick<Data, 'db'>,
  userId: string,
  tokenId: string,
): Promise<void> {
  const revoked = await db
    .delete(tokens)
    .where(and(eq(tokens.id, tokenId), eq(tokens.userId, userId)))
    .returning({ id: tokens.id });
  if (revoked.length === 0) {
    throw new AppError('not_found', 'There is no such token any more. Reload the page.');
  }
}
