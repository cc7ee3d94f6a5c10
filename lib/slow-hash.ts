import 'server-only';
import { hash, verify } from '@node-rs/argon2';

/**
 * Argon2id (the library's default variant) with 19 MiB, two passes and one lane, as the OWASP Password
 * Storage Cheat Sheet recommends. `memoryCost` is in KiB.
 */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hash of discarded random bytes, with the options above. */
export const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$SAuk9g7Z5W/0A+oQcLep0w$GNYPW4P8Nwbtomd6+hX5fgVbp+pzQbaYHBLA45JahSI';

/** The hash of a secret that people choose. Takes some tens of ms, so that guesses at a stolen one do too. */
export const hashSlowly = (secret: string): Promise<string> => hash(secret, OPTIONS);

/** Whether a secret has this hash. Without one it does the same work and returns false, so that timing reveals nothing. */
export async function verifySlowly(
  secret: string,
  stored: string | null | undefined,
): Promise<boolean> {
  const matches = await verify(stored ?? DUMMY_HASH, secret);
  return typeof stored === 'string' && matches;
}
