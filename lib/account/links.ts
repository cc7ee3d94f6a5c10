import 'server-only';
import { hash, randomBytes } from 'node:crypto';
import { and, eq, gt, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { accountLinks } from '@/lib/db';

export type LinkPurpose = (typeof accountLinks.$inferSelect)['purpose'];

/** What a link is for. `email` is the address that it proves, for `change_email`. */
export type AccountLink = { userId: string; email: string | null; expiresAt: number };

/** 32 random bytes in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

const hashOf = (token: string) => hash('sha256', token, 'hex');

const COLUMNS = {
  userId: accountLinks.userId,
  email: accountLinks.email,
  expiresAt: accountLinks.expiresAt,
};

/**
 * Creates a link that lets its holder change one account once.
 * @returns the token for the link's URL; only its hash is stored
 */
export async function createAccountLink(
  { db, now }: Pick<Context, 'db' | 'now'>,
  link: { purpose: LinkPurpose; userId: string; email?: string; minutes: number },
): Promise<string> {
  const { purpose, userId, email = null, minutes } = link;
  const token = randomBytes(32).toString('base64url');
  const createdAt = now();
  const expiresAt = createdAt + minutes * 60_000;
  const tokenHash = hashOf(token);
  await db.insert(accountLinks).values({ tokenHash, purpose, userId, email, createdAt, expiresAt });
  return token;
}

function valid(token: string, purpose: LinkPurpose, now: number) {
  return and(
    eq(accountLinks.tokenHash, hashOf(token)),
    eq(accountLinks.purpose, purpose),
    gt(accountLinks.expiresAt, now),
  );
}

/**
 * Reads a link without using it up, for its page. Null if it is unknown, used, expired or for another purpose.
 * @param token untrusted text from the URL
 */
export async function readAccountLink(
  { db, now }: Pick<Context, 'db' | 'now'>,
  token: unknown,
  purpose: LinkPurpose,
): Promise<AccountLink | null> {
  if (typeof token !== 'string' || !TOKEN.test(token)) return null;
  const [link] = await db
    .select(COLUMNS)
    .from(accountLinks)
    .where(valid(token, purpose, now()));
  return link ?? null;
}

/**
 * Uses a link up, in one statement: of several callers, one gets it. Null for the others, and for links that
 * `readAccountLink` does not find.
 * @param userId if given, only a link for this user's account is used up
 */
export async function useAccountLink(
  { db, now }: Pick<Context, 'db' | 'now'>,
  token: unknown,
  purpose: LinkPurpose,
  userId?: string,
): Promise<AccountLink | null> {
  if (typeof token !== 'string' || !TOKEN.test(token)) return null;
  const theirs = userId === undefined ? sql`1` : eq(accountLinks.userId, userId);
  const [link] = await db
    .delete(accountLinks)
    .where(and(valid(token, purpose, now()), theirs))
    .returning(COLUMNS);
  return link ?? null;
}
