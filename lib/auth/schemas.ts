import { z } from 'zod';
import { emailSchema } from '@/lib/email-address';
import { assertion } from '@/lib/passkeys';
import { plainText } from '@/lib/plain-text';
import { typedCode } from '@/lib/second-factor';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './model';

const tooLong = `must be ${LONGEST_PASSWORD} characters or fewer`;
const tooShort = `must be ${SHORTEST_PASSWORD} characters or more`;

/** Length in code points, not UTF-16 units. */
const lengthOf = (text: string) => [...text].length;

/**
 * A password that signs in: those from earlier versions may be shorter than new ones. NFKC gives the same password
 * for the same keys on every system.
 */
export const passwordSchema = z
  .string({ error: 'must be a password' })
  // Before normalisation, whose cost and output grow with the input.
  .max(4 * LONGEST_PASSWORD, tooLong)
  .normalize('NFKC')
  .refine((text) => text !== '', 'must not be empty')
  .refine((text) => lengthOf(text) <= LONGEST_PASSWORD, tooLong);

/** A password that somebody chooses. `hashNewPassword` also refuses common ones. */
export const newPasswordSchema = passwordSchema.refine(
  (text) => lengthOf(text) >= SHORTEST_PASSWORD,
  tooShort,
);

export const signUpSchema = z.object({
  email: emailSchema,
  password: newPasswordSchema,
  name: plainText.trim().max(80, 'must be 80 characters or fewer').optional(),
  invitation: z.string().max(100).optional(),
});

/** What confirms a sign-in: one of these. `code` is one of an authenticator app, or a recovery code. */
export const confirmationSchema = z.union([
  z.strictObject({ password: passwordSchema }),
  z.strictObject({ code: typedCode }),
  z.strictObject({ passkey: assertion }),
]);
