import { z } from 'zod';
import { SCOPES } from './scopes';

/** A token as its owner sees it in the list. Times are ms UTC. */
export const tokenView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    prefix: z.string().describe('How the token begins.'),
    scopes: z.array(z.enum(SCOPES)),
    createdAt: z.int(),
    expiresAt: z.int().nullable().describe('Null if it never expires.'),
    lastUsedAt: z
      .int()
      .nullable()
      .describe('Accurate to a quarter of an hour; null if it was never used.'),
  })
  .meta({ id: 'Token', description: 'A personal access token. Times are ms UTC.' });
