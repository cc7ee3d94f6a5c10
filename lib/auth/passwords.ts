import 'server-only';
import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';

/**
 * Argon2id (the library's default variant) with 19 MiB, two passes and one lane: the OWASP Password
 * Storage Cheat Sheet's recommendation. `memoryCost` is in KiB.
 */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of random bytes that nobody kept, made with the options above. */
export const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$SAuk9g7Z5W/0A+oQcLep0w$GNYPW4P8Nwbtomd6+hX5fgVbp+pzQbaYHBLA45JahSI';

/**
 * A password of 8 to 200 characters. NFKC makes the same keys typed on another system the same
 * password; characters are counted as people do, not as UTF-16 units.
 */
export const passwordSchema = z
  .string({ error: 'choose a password of 8 or more characters' })
  // Before normalising: its cost and its result grow with the input.
  .max(800, 'choose a password of at most 200 characters')
  .normalize('NFKC')
  .refine((text) => [...text].length >= 8, 'choose a password of 8 or more characters')
  .refine((text) => [...text].length <= 200, 'choose a password of at most 200 characters');

/** @param password as `passwordSchema` returns it */
export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

/**
 * Whether a password is the one behind a hash. With no hash (nobody of that name, or nobody with a
 * password) the same work is done and the answer is no: the time taken tells nothing.
 */
export async function verifyPassword(
  password: string,
  stored: string | null | undefined,
): Promise<boolean> {
  const matches = await verify(stored ?? NOBODYS_HASH, password);
  return typeof stored === 'string' && matches;
}
