import 'server-only';
import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { passwords, users } from '@/lib/db';
import { normalizeEmail } from '@/lib/email-address';
import { AppError } from '@/lib/errors';
import { accountOf, logSecurity } from '@/lib/security-log';
import { beginGuess } from '../attempt-limits';
import type { DeviceOf } from '../device-cookie';
import { passwordSchema } from '../schemas';
import { verifyPassword } from './hash';

/** Who asks. `client` is from `clientAddress`, `deviceOf` from `readDevice`. */
type Visitor = { client: string; deviceOf: DeviceOf };

/**
 * Checks an email address and a password. Neither the result nor the time taken reveals which of them was
 * wrong.
 *
 * @returns the user's id and the hash that matched, or null if address and password do not match
 * @throws AppError `too_many_requests` after too many failures; those of strangers do not count for a browser that
 *   has signed in before
 */
export async function checkPassword(
  ctx: Pick<Context, 'db' | 'now' | 'defer'>,
  credentials: { email: unknown; password: unknown },
  { client, deviceOf }: Visitor,
): Promise<{ id: string; passwordHash: string } | null> {
  const email = normalizeEmail(credentials.email);
  const password = passwordSchema.safeParse(credentials.password);
  const failed = (reason: string, of: { account?: string; userId?: string | undefined } = {}) =>
    logSecurity(ctx, 'sign_in_failed', { method: 'password', reason, ...of });
  // No account has these, so returning early reveals nothing.
  if (email === null || !password.success) {
    await failed('wrong_credentials');
    return null;
  }
  const { db } = ctx;
  const account = accountOf(email);
  const [user] = await db
    .select({ id: users.id, hash: passwords.hash })
    .from(users)
    .leftJoin(passwords, eq(passwords.userId, users.id))
    .where(eq(users.email, email));
  const device = user ? await deviceOf(user.id) : null;
  const attempt = await beginGuess(db, 'sign-in', { client, account: email, device }).catch(
    async (error: unknown) => {
      if (error instanceof AppError) await failed(error.code, { account });
      throw error;
    },
  );
  const matches = await verifyPassword(password.data, user?.hash);
  if (!user?.hash || !matches) {
    await failed('wrong_credentials', { account, userId: user?.id });
    return null;
  }
  await attempt.succeed();
  return { id: user.id, passwordHash: user.hash };
}
