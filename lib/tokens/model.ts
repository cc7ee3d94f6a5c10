import type { z } from 'zod';
import type { tokenView } from './schemas';

/** What every personal access token begins with. */
export const TOKEN_PREFIX = 'bottega_pat_';

/** What a token may do. Every API route that accepts tokens requires one of these. */
export const SCOPES = [
  'jobs:read',
  'jobs:write',
  'jobs:start',
  'shares:read',
  'shares:write',
] as const;

export type Scope = (typeof SCOPES)[number];

/** A token in its owner's list. Times are ms UTC. */
export type TokenView = z.infer<typeof tokenView>;

const known: readonly string[] = SCOPES;

/** The scopes of a stored token. Scopes that no longer exist are dropped. */
export function toScopes(stored: string[]): Scope[] {
  return stored.filter((scope): scope is Scope => known.includes(scope));
}
