import 'server-only';
import { hashSlowly, verifySlowly } from '@/lib/slow-hash';
import { assertHardToGuess } from './strength';

/**
 * The hash of a new password. There is no other way to one, so that no password is stored unchecked.
 * @param password as `newPasswordSchema` returns it
 * @param person what its owner is called: a password made of it is refused
 * @throws AppError `common_password`
 */
export async function hashNewPassword(
  password: string,
  person: { email: string; name?: string | null | undefined },
): Promise<string> {
  await assertHardToGuess(password, person);
  return hashSlowly(password);
}

/**
 * Verifies a password. Without a stored hash (unknown user, or a user without a password) it does the same
 * work and returns false, so that timing reveals nothing.
 */
export const verifyPassword = verifySlowly;
