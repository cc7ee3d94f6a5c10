import 'server-only';
import { hash, verify } from '@node-rs/argon2';
import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { passwords, users } from '@/lib/db';
import { normalizeEmail } from '@/lib/email-address';
import { AppError } from '@/lib/errors';
import { accountOf, logSecurity } from '@/lib/security-log';
import { signInAttempts } from './attempt-limits';
import { passwordSchema } from './schemas';

/**
 * Argon2id (the library's default variant) with 19 MiB, two passes and one lane, as the OWASP Password
 * Storage Cheat Sheet recommends. `memoryCost` is in KiB.
 */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hash of discarded random bytes, with the options above. */
export const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$SAuk9g7Z5W/0A+oQcLep0w$GNYPW4P8Nwbtomd6+hX5fgVbp+pzQbaYHBLA45JahSI';

/** @param password as `passwordSchema` returns it */
export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

/**
 * Verifies a password. Without a stored hash (unknown user, or a user without a password) it does the same
 * work and returns false, so that timing reveals nothing.
 */
export async function verifyPassword(
  password: string,
  stored: string | null | undefined,
): Promise<boolean> {
  const matches = await verify(stored ?? DUMMY_HASH, password);
  return typeof stored === 'string' && matches;
}

/**
 * Checks an email address and a password. Neither the result nor the time taken reveals which of them was
 * wrong.
 *
 * @param client from `clientAddress`
 * @returns the user's id, or null if address and password do not match
 * @throws AppError `too_many_requests` after too many failures
 */
export async function checkPassword(
  ctx: Pick<Context, 'db' | 'now' | 'defer'>,
  credentials: { email: unknown; password: unknown },
  client: string,
): Promise<{ id: string } | null> {
  const email = normalizeEmail(credentials.email);
  const password = passwordSchema.safeParse(credentials.password);
  // Sign-up rejects these too, so returning early reveals nothing.
  if (email === null || !password.success) {
    await logSecurity(ctx, 'sign_in_failed', { method: 'password', reason: 'wrong_credentials' });
    return null;
  }
  const { db } = ctx;
  const account = accountOf(email);
  const attempt = signInAttempts(db, email, client);
  await attempt.begin().catch(async (error: unknown) => {
    if (error instanceof AppError) {
      await logSecurity(ctx, 'sign_in_failed', { method: 'password', reason: error.code, account });
    }
    throw error;
  });
  const [user] = await db
    .select({ id: users.id, hash: passwords.hash })
    .from(users)
    .leftJoin(passwords, eq(passwords.userId, users.id))
    .where(eq(users.email, email));
  const matches = await verifyPassword(password.data, user?.hash);
  if (!user || !matches) {
    const reason = 'wrong_credentials';
    await logSecurity(ctx, 'sign_in_failed', {
      method: 'password',
      reason,
      account,
      userId: user?.id,
    });
    return null;
  }
  await attempt.succeed();
  return { id: user.id };
}
