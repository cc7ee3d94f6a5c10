import { z } from 'zod';

const emailMessage = 'must be one email address, such as ada@example.com';

/**
 * One email address: trimmed, lower-cased, at most 254 characters (RFC 5321, 4.5.3.1.3), printable ASCII.
 * The ASCII check comes before lower-casing, which turns some other letters into ASCII ones: an address
 * that looks like another user's must not become theirs.
 */
export const emailSchema = z
  .string({ error: emailMessage })
  .trim()
  .max(254, emailMessage)
  .regex(/^[\x21-\x7e]+$/, emailMessage)
  .toLowerCase()
  .pipe(z.email({ error: emailMessage }));

/** The address as it is stored, or null if it is not one email address. */
export function normalizeEmail(raw: unknown): string | null {
  const parsed = emailSchema.safeParse(raw);
  return parsed.success ? parsed.data : null;
}

/** The part after the @ of a normalised address. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);
