import { and, eq, lte, sql } from 'drizzle-orm';
import { catalogues, type Db } from '@/lib/db';
import type { CatalogueName } from '@/lib/gepetto';

export type CatalogueRow = typeof catalogues.$inferSelect;

/** Which list, and of whom: upstream's origin, or `sandbox`. */
export type Key = { source: string; name: CatalogueName };

const isRow = ({ source, name }: Key) =>
  and(eq(catalogues.source, source), eq(catalogues.name, name));

/** What is known of a list. */
export async function selectCatalogue(db: Db, key: Key): Promise<CatalogueRow | undefined> {
  const [row] = await db.select().from(catalogues).where(isRow(key));
  return row;
}

/**
 * Tries to become the one who asks upstream for a list that is due. One statement: of all that try, the
 * database lets one through.
 *
 * @param leaseMs how long others wait before they take the claimer for dead, ms
 * @returns the row under a new fence, or undefined when it is not due or somebody else has it
 */
export async function claim(
  db: Db,
  key: Key,
  now: number,
  leaseMs: number,
): Promise<CatalogueRow | undefined> {
  const leaseUntil = now + leaseMs;
  const [row] = await db
    .insert(catalogues)
    .values({ ...key, leaseUntil, fence: 1 })
    .onConflictDoUpdate({
      target: [catalogues.source, catalogues.name],
      set: { leaseUntil, fence: sql`${catalogues.fence} + 1` },
      setWhere: and(lte(catalogues.nextCheckAt, now), lte(catalogues.leaseUntil, now)),
    })
    .returning();
  return row;
}

/** Writes back what an ask brought and gives the claim up; only under the fence of the claim. */
export async function write(
  db: Db,
  claimed: CatalogueRow,
  change: Partial<CatalogueRow>,
): Promise<void> {
  await db
    .update(catalogues)
    .set({ ...change, leaseUntil: 0 })
    .where(and(isRow(claimed), eq(catalogues.fence, claimed.fence)));
}
