import { z } from 'zod';
import { plainText } from '@/lib/plain-text';

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

/**
 * A password of 8 to 200 characters. NFKC gives the same password for the same keys on every system.
 * Length is counted in code points, not UTF-16 units.
 */
export const passwordSchema = z
  .string({ error: 'must be 8 characters or more' })
  // Before normalisation, whose cost and output grow with the input.
  .max(800, 'must be 200 characters or fewer')
  .normalize('NFKC')
  .refine((text) => [...text].length >= 8, 'must be 8 characters or more')
  .refine((text) => [...text].length <= 200, 'must be 200 characters or fewer');

export const signUpSchema = z.object({
  email: emailSchema,
  password: passwordSchema,
  name: plainText.trim().max(80, 'must be 80 characters or fewer').optional(),
});
