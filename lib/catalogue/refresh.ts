import { and, eq, lte } from 'drizzle-orm';
import { callUpstream, maxCallMs } from '@/lib/budget';
import type { Context } from '@/lib/context';
import { catalogues, type Db } from '@/lib/db';
import type { CatalogueName, CatalogueResult, UpstreamError } from '@/lib/gepetto';
import { claimOrInsert, LEASE_GRACE_MS, writeClaimed } from '@/lib/lease';

/** How long a list is fresh, ms. Lists change only when upstream gets new features. */
const FRESH_MS = 6 * 60 * 60 * 1_000;
/** How long a 404 from upstream is remembered, ms. */
const NOT_FOUND_FOR_MS = 60_000;
/** The wait after any other error, ms; it doubles with each failure up to the maximum. */
const BACKOFF_MS = 30_000;
const MAX_BACKOFF_MS = 10 * 60_000;

export type CatalogueRow = typeof catalogues.$inferSelect;

/** A list of one upstream: `source` is its origin, or `sandbox`. */
export type CatalogueKey = { source: string; name: CatalogueName };

export async function selectCatalogue(
  db: Db,
  { source, name }: CatalogueKey,
): Promise<CatalogueRow | undefined> {
  const isRow = and(eq(catalogues.source, source), eq(catalogues.name, name));
  const [row] = await db.select().from(catalogues).where(isRow);
  return row;
}

function retryDelay(error: UpstreamError, failures: number): number {
  if (error.kind === 'rate_limited') return error.retryAfterMs;
  if (error.kind === 'not_found') return NOT_FOUND_FOR_MS;
  return Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** Math.min(failures, 10));
}

function changeAfter(
  row: CatalogueRow,
  result: CatalogueResult,
  now: number,
): Partial<CatalogueRow> {
  if (result.kind === 'catalogue') {
    return {
      body: result.body,
      fetchedAt: now,
      nextCheckAt: now + FRESH_MS,
      failures: 0,
      troubleCode: null,
      troubleStatus: null,
    };
  }
  return {
    nextCheckAt: now + retryDelay(result, row.failures),
    failures: row.failures + 1,
    troubleCode: result.kind,
    troubleStatus: 'httpStatus' in result ? (result.httpStatus ?? null) : null,
  };
}

/** Requests a list from upstream, unless it is not due or another caller has claimed it. */
export async function refreshCatalogue(ctx: Context, key: CatalogueKey): Promise<void> {
  const now = ctx.now();
  const claimed = await claimOrInsert(ctx.db, catalogues, {
    row: key,
    due: lte(catalogues.nextCheckAt, now),
    now,
    leaseMs: (await maxCallMs(ctx, 'interactive')) + LEASE_GRACE_MS,
  });
  if (!claimed) return;
  const about = { subject: key.name, lastFailed: claimed.failures > 0 };
  const result = await callUpstream(ctx, 'interactive', about, (keyId) =>
    ctx.gepetto.fetchCatalogue(key.name, keyId),
  );
  await writeClaimed(ctx.db, catalogues, claimed, changeAfter(claimed, result, ctx.now()));
}
