import { z } from 'zod';
import { plainText } from '@/lib/plain-text';
import { isBlank } from '@/lib/visible-text';
import { SCOPES, type Scope } from './model';

/** A token in its owner's list. Times are ms UTC. */
export const tokenView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    prefix: z.string().describe('First characters of the token.'),
    scopes: z.array(z.enum(SCOPES)),
    createdAt: z.int(),
    expiresAt: z.int().nullable().describe('Null if the token never expires.'),
    lastUsedAt: z
      .int()
      .nullable()
      .describe('Accurate to 15 minutes. Null if the token was never used.'),
  })
  .meta({ id: 'Token', description: 'A personal access token. Times are ms UTC.' });

/** Input of `createToken`. `expiresInDays` defaults to 90; `null` means that the token never expires. */
export const newTokenSchema = z.strictObject({
  name: plainText
    .trim()
    .min(1, 'must not be empty: say what the token is for')
    .max(60, 'must be 60 characters or fewer')
    .refine((name) => !isBlank(name), 'must not be empty: say what the token is for'),
  scopes: z
    .array(z.enum(SCOPES, `must be some of ${SCOPES.join(', ')}`))
    .min(1, 'must have at least one scope')
    .default(['jobs:read'])
    .transform((requested): Scope[] => SCOPES.filter((scope) => requested.includes(scope))),
  expiresInDays: z
    .int('must be a whole number of days, or null')
    .min(1, 'must be 1 day or more')
    .max(365, 'must be 365 days or fewer')
    .nullable()
    .default(90),
});

export type NewToken = z.output<typeof newTokenSchema>;
