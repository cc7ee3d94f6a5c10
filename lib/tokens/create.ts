import { sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { isLiveSession, tokens } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/security-log';
import { hashToken, newToken, prefixOf } from './format';
import type { TokenView } from './model';
import type { NewToken } from './schemas';

const DAY_MS = 24 * 60 * 60 * 1_000;
const MAX_PER_USER = 50;

/**
 * Creates a token. Only its hash is stored, so this is the only time the token itself is returned.
 * @param sessionId of the user's session, which must not have ended
 * @throws AppError `too_many_tokens` if the user has 50 tokens
 */
export async function createToken(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
  { name, scopes, expiresInDays }: NewToken,
  sessionId: string | null = null,
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
      AND ${isLiveSession(sessionId)}
    RETURNING id`);
  if (created.length === 0) {
    throw new AppError(
      'too_many_tokens',
      `You have reached the limit of ${MAX_PER_USER} tokens. Revoke one that you no longer need.`,
    );
  }
  await logSecurity({ db, now }, 'token_created', { userId, tokenId: view.id });
  return { token, view: { ...view, expiresAt, lastUsedAt: null } };
}
