import { z } from 'zod';
import { plainText } from '@/lib/plain-text';
import { isBlank } from '@/lib/visible-text';
import { MAX_NAME_LENGTH } from './model';

/** A passkey in its owner's list. Times are ms UTC. */
export const passkeyView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    createdAt: z.int(),
    lastUsedAt: z.int().nullable().describe('Null if it was never used to sign in.'),
  })
  .meta({ id: 'Passkey', description: 'A passkey. Times are ms UTC.' });

export const passkeyName = plainText
  .trim()
  .min(1, 'must not be empty: say where the passkey is')
  .max(MAX_NAME_LENGTH, `must be ${MAX_NAME_LENGTH} characters or fewer`)
  .refine((name) => !isBlank(name), 'must not be empty: say where the passkey is');

/** Path parameters of a passkey. Documented but not validated: an unknown id gives 404. */
export const passkeyParams = z.object({
  id: z
    .string()
    .describe("The passkey's `id`.")
    .meta({ examples: ['q7Zk3vJx1bYw8sT2nR5mLg'] }),
});

/** Bytes in base64url, of which a browser sends `max` characters at most. */
const bytes = (max: number) =>
  z
    .string()
    .max(max, 'is too long')
    .regex(/^[A-Za-z0-9_-]+$/, 'must be base64url');

/** WebAuthn limits ids to 1023 bytes. */
const ID = bytes(1_364);
const CLIENT_DATA = bytes(4_096);

/** What every response of a browser has, without the members that are not used. */
const common = { id: ID, rawId: ID, type: z.literal('public-key') };

/** A new passkey as the browser sends it (`RegistrationResponseJSON` of WebAuthn). Unknown members are dropped. */
export const newCredential = z.object({
  ...common,
  response: z.object({
    clientDataJSON: CLIENT_DATA,
    attestationObject: bytes(16_384),
    transports: z
      .array(
        z
          .string()
          .max(20)
          .regex(/^[a-z-]+$/),
      )
      .max(10)
      .optional(),
  }),
});

/** A proof by passkey as the browser sends it (`AuthenticationResponseJSON` of WebAuthn). */
export const assertion = z.object({
  ...common,
  response: z.object({
    clientDataJSON: CLIENT_DATA,
    authenticatorData: bytes(4_096),
    signature: bytes(8_192),
    userHandle: bytes(128).optional(),
  }),
});

export type NewCredential = z.output<typeof newCredential>;
export type Assertion = z.output<typeof assertion>;

/** Options for the browser's WebAuthn API, in its JSON form. Only the browser reads them. */
export const browserOptions = z
  .looseObject({ challenge: z.string() })
  .describe("Options for the browser's WebAuthn API.");
