import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@/lib/context';
import { AppError, foreignRequest } from '@/lib/errors';
import { type CatalogueName, errorCodeOf, UPSTREAM_ERROR_WORDS } from '@/lib/gepetto';
import { waitForWinner } from '@/lib/lease';
import { logFailure } from '@/lib/log';
import { type CatalogueKey, type CatalogueRow, refreshCatalogue, selectCatalogue } from './refresh';

/** How long a caller waits for a fresh list when an old one is available, ms. */
const FRESH_WAIT_MS = 250;

type CatalogueResponse = {
  /** Upstream's JSON, verbatim. */
  body: string;
  /** Time since upstream returned it, ms. */
  ageMs: number;
  /** Why the last refresh failed; null if it succeeded. */
  trouble: { code: string } | null;
};

type FetchedRow = CatalogueRow & { body: string; fetchedAt: number };

const isFetched = (row: CatalogueRow | undefined): row is FetchedRow =>
  typeof row?.body === 'string' && row.fetchedAt !== null;

/** Refreshes a list in the background and waits a moment for the result. */
async function refreshStale(ctx: Context, key: CatalogueKey, stale: FetchedRow) {
  const refreshing = refreshCatalogue(ctx, key).catch(logFailure('a list could not be refreshed'));
  ctx.defer(refreshing);
  await Promise.race([refreshing, sleep(FRESH_WAIT_MS)]);
  const row = await selectCatalogue(ctx.db, key);
  return isFetched(row) ? row : stale;
}

/** Fetches a list that was never fetched, or waits for the caller that is fetching it. */
async function fetchFirst(ctx: Context, key: CatalogueKey): Promise<CatalogueRow | undefined> {
  await refreshCatalogue(ctx, key);
  const row = await waitForWinner(() => selectCatalogue(ctx.db, key), isFetched, ctx.now);
  const claimerDied = row && !isFetched(row) && row.nextCheckAt <= ctx.now();
  return claimerDied ? fetchFirst(ctx, key) : row;
}

function unavailable(row: CatalogueRow | undefined, now: number): AppError {
  const kind = row?.troubleCode ?? 'timeout';
  if (kind === 'not_found') {
    return new AppError('not_found', 'Gepetto does not offer this list.', {
      ...(row?.troubleStatus ? { upstreamStatus: row.troubleStatus } : {}),
    });
  }
  const message =
    kind === 'key_rejected'
      ? 'Gepetto rejects the API key of this server. The operator must check GEPETTO_API_KEY.'
      : 'Gepetto did not return the list. Try again after the time in Retry-After.';
  return new AppError(errorCodeOf(kind), message, {
    retryAfterMs: Math.max(1_000, (row?.nextCheckAt ?? 0) - now),
  });
}

/**
 * Returns one of upstream's lookup lists, requested at most once in six hours for all callers together.
 *
 * @throws AppError `forbidden_origin` if it was never fetched and another site led here; `not_found` with upstream's status if upstream does not have the list; an `upstream_...`
 *   code if the list was never fetched and upstream fails
 */
export async function getCatalogue(ctx: Context, name: CatalogueName): Promise<CatalogueResponse> {
  // The sandbox listens on another port after each start, so its origin does not identify it.
  const key = { source: ctx.gepetto.sandbox ? 'sandbox' : await ctx.gepetto.origin(), name };
  let row = await selectCatalogue(ctx.db, key);
  if (ctx.passive && !isFetched(row)) throw foreignRequest();
  if (!ctx.passive && (!row || row.nextCheckAt <= ctx.now())) {
    row = isFetched(row) ? await refreshStale(ctx, key, row) : await fetchFirst(ctx, key);
  }
  if (!isFetched(row)) throw unavailable(row, ctx.now());
  return {
    body: row.body,
    ageMs: Math.max(0, ctx.now() - row.fetchedAt),
    trouble: row.troubleCode && { code: UPSTREAM_ERROR_WORDS[row.troubleCode] },
  };
}
