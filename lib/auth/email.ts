import { z } from 'zod';

const message = 'write one e-mail address, such as ada@example.com';

/**
 * One e-mail address: trimmed, lower-cased, at most 254 characters (RFC 5321, 4.5.3.1.3), printable ASCII only.
 * ASCII is asked for before the case is changed: other letters may become ASCII ones by it, and an
 * address that looks like somebody else's must not become theirs.
 */
export const emailSchema = z
  .string({ error: message })
  .trim()
  .max(254, message)
  .regex(/^[\x21-\x7e]+$/, message)
  .toLowerCase()
  .pipe(z.email({ error: message }));

/** The address in the form in which it is kept, or null when it is not one plain e-mail address. */
export function normalizeEmail(raw: unknown): string | null {
  const parsed = emailSchema.safeParse(raw);
  return parsed.success ? parsed.data : null;
}
