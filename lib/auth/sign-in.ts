import 'server-only';
import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { passwords, users } from '@/lib/db';
import { signInAttempts } from './attempts';
import { normalizeEmail } from './email';
import { passwordSchema, verifyPassword } from './passwords';

/**
 * Checks an e-mail address and a password. Which half was wrong shows neither in the answer nor in
 * the work done for it.
 *
 * @param client as `clientAddress` names it
 * @returns the user's id, or null when the two do not belong together
 * @throws AppError `too_many_requests` after too many failures
 */
export async function checkPassword(
  { db }: Pick<Context, 'db'>,
  credentials: { email: unknown; password: unknown },
  client: string,
): Promise<{ id: string } | null> {
  const email = normalizeEmail(credentials.email);
  const password = passwordSchema.safeParse(credentials.password);
  // Nobody can have signed up with these, whoever exists: to say so at once gives nothing away.
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
