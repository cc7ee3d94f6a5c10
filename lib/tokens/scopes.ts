/** What a token may be allowed to do; each of our API's routes that takes tokens asks for one of these. */
export const SCOPES = ['jobs:read', 'jobs:write', 'shares:write'] as const;

export type Scope = (typeof SCOPES)[number];

const known: readonly string[] = SCOPES;

/** The scopes among what the database keeps of a token; one that is no more counts for nothing. */
export function toScopes(kept: string[]): Scope[] {
  return kept.filter((scope): scope is Scope => known.includes(scope));
}
