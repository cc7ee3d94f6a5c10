import 'server-only';
import { hash, verify } from '@node-rs/argon2';
import { assertHardToGuess } from './strength';

/**
 * Argon2id (the library's default variant) with 19 MiB, two passes and one lane, as the OWASP Password
 * Storage Cheat Sheet recommends. `memoryCost` is in KiB.
 */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hash of discarded random bytes, with the options above. */
export const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$SAuk9g7Z5W/0A+oQcLep0w$GNYPW4P8Nwbtomd6+hX5fgVbp+pzQbaYHBLA45JahSI';

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
