import 'server-only';
import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { cookies, headers } from 'next/headers';
import type { Context } from '@/lib/context';
import { sessions, users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { currentSessionId } from './current-user';
import { requestOrigin } from './forwarded-headers';

// A device cookie (OWASP, "Slow Down Online Guessing Attacks with Device Cookies") says that somebody has signed in
// to an account in this browser before. It signs nobody in: guesses with it have a limit of their own, so that the
// guesses of strangers cannot keep the owner out. It contains no user: `<nonce>.<HMAC of user and nonce>`.

/** Browsers keep no cookie for longer, s. */
const MAX_AGE = 400 * 24 * 60 * 60;
/** Accounts that one browser remembers; the next one replaces the oldest. */
const MAX_ACCOUNTS = 5;

const ENTRY = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

function signature(secret: string, userId: string, nonce: string): string {
  const text = `bottega device ${userId} ${nonce}`;
  return createHmac('sha256', secret).update(text).digest('base64url');
}

function isOf(userId: string, nonce: string, given: string): boolean {
  return getEnv().readableSecrets.some((secret) =>
    timingSafeEqual(Buffer.from(signature(secret, userId, nonce)), Buffer.from(given)),
  );
}

type Entry = { text: string; nonce: string; mac: string };

function entriesIn(value: string | undefined): Entry[] {
  return (value ?? '').split('~', MAX_ACCOUNTS).flatMap((text) => {
    const [, nonce, mac] = ENTRY.exec(text) ?? [];
    return nonce && mac ? [{ text, nonce, mac }] : [];
  });
}

/** Over https a name that a page of another host, or over http, cannot set. */
async function cookieName(): Promise<{ name: string; secure: boolean }> {
  const secure = requestOrigin(await headers())?.startsWith('https://') ?? false;
  return { name: secure ? '__Host-bottega-device' : 'bottega-device', secure };
}

async function readEntries(): Promise<Entry[]> {
  const { name } = await cookieName();
  return entriesIn((await cookies()).get(name)?.value);
}

/**
 * What identifies a browser to the limits of an account, if somebody has signed in to the account there before: null
 * if nobody has.
 */
export type DeviceOf = (userId: string) => Promise<string | null>;

/** Reads the request's cookies; the function that is returned works after the response too. */
export async function readDevice({ db }: Pick<Context, 'db'>): Promise<DeviceOf> {
  const entries = await readEntries();
  const sessionId = await currentSessionId();
  return async (userId) => {
    const known = entries.find(({ nonce, mac }) => isOf(userId, nonce, mac));
    if (known) return known.nonce;
    // A session that is still alive says as much as the cookie, which older sign-ins did not set.
    if (typeof sessionId !== 'string') return null;
    const [row] = await db
      .select({ userId: sessions.userId })
      .from(sessions)
      // Half a session says only that somebody knows the first factor.
      .where(and(eq(sessions.id, sessionId), eq(sessions.needsSecondFactor, false)));
    return row?.userId === userId ? hash('sha256', sessionId, 'base64url') : null;
  };
}

/** What identifies the request's browser to the limits of the account with an address: null if nothing does. */
export async function deviceFor(ctx: Pick<Context, 'db'>, email: string): Promise<string | null> {
  const deviceOf = await readDevice(ctx);
  const [user] = await ctx.db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return user ? deviceOf(user.id) : null;
}

/** Remembers that somebody has signed in to the account in this browser. For route handlers. */
export async function rememberDevice(userId: string): Promise<void> {
  const entries = await readEntries();
  const known = entries.find(({ nonce, mac }) => isOf(userId, nonce, mac));
  const nonce = randomBytes(16).toString('base64url');
  const entry = known?.text ?? `${nonce}.${signature(getEnv().authSecret, userId, nonce)}`;
  const others = entries.map(({ text }) => text).filter((text) => text !== entry);
  const { name, secure } = await cookieName();
  (await cookies()).set(name, [entry, ...others].slice(0, MAX_ACCOUNTS).join('~'), {
    httpOnly: true,
    secure,
    sameSite: 'lax',
    path: '/',
    maxAge: MAX_AGE,
  });
}
