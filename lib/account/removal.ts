/** How many rows of each table were, or would be, removed, by the table's name. Without tables that have none. */
export type Removal = Record<string, number>;

/** What a person calls the tables of a removal. Sessions and pending links come and go: nobody misses them. */
const KINDS = {
  password: ['passwords'],
  accounts: ['accounts'],
  tokens: ['tokens'],
  webhooks: ['webhooks'],
  secondFactor: ['authenticators', 'passkeys'],
} as const;

export type RemovedKind = keyof typeof KINDS;

/** The kinds of things in a removal, for a sentence about it. */
export function removedKinds(removal: Removal | null): RemovedKind[] {
  const kinds = Object.entries(KINDS) as [RemovedKind, readonly string[]][];
  return kinds.filter(([, tables]) => tables.some((name) => removal?.[name])).map(([kind]) => kind);
}
