import { desc, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { tokens } from '@/lib/db';
import { type TokenView, toScopes } from './model';

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
