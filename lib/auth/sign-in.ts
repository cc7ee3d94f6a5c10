import 'server-only';
import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { passwords, users } from '@/lib/db';
import { signInAttempts } from './attempt-limits';
import { verifyPassword } from './passwords';
import { normalizeEmail, passwordSchema } from './schemas';

/**
 * Checks an email address and a password. Neither the result nor the time taken reveals which of them was
 * wrong.
 *
 * @param client from `clientAddress`
 * @returns the user's id, or null if address and password do not match
 * @throws AppError `too_many_requests` after too many failures
 */
export async function checkPassword(
  { db }: Pick<Context, 'db'>,
  credentials: { email: unknown; password: unknown },
  client: string,
): Promise<{ id: string } | null> {
  const email = normalizeEmail(credentials.email);
  const password = passwordSchema.safeParse(credentials.password);
  // Sign-up rejects these too, so returning early reveals nothing.
  if (email === null || !password.success) return null;
  const attempt = signInAttempts(db, email, client);
  await attempt.begin();
  const [user] = await db
    .select({ id: users.id, hash: passwords.hash })
    .from(users)
    .leftJoin(passwords, eq(passwords.userId, users.id))
    .where(eq(users.email, email));
  const matches = await verifyPassword(password.data, user?.hash);
  if (!user || !matches) return null;
  await attempt.succeed();
  return { id: user.id };
}
