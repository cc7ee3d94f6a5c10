import { z } from 'zod';
import { emailSchema } from '@/lib/email-address';
import { assertion } from '@/lib/passkeys';
import { plainText } from '@/lib/plain-text';
import { typedCode } from '@/lib/second-factor';

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
  invitation: z.string().max(100).optional(),
});

/** What confirms a sign-in: one of these. `code` is one of an authenticator app, or a recovery code. */
export const confirmationSchema = z.union([
  z.strictObject({ password: passwordSchema }),
  z.strictObject({ code: typedCode }),
  z.strictObject({ passkey: assertion }),
]);
