import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { type CatalogueName, errorCodeOf, type Gepetto } from '@/lib/gepetto';
import { logFailure } from '@/lib/log';
import { refreshCatalogue } from './ask';
import { type CatalogueRow, type Key, selectCatalogue } from './row';

/** How often the loser of a first sight looks whether the winner has written, ms. */
const LOOK_EVERY_MS = 100;
/** How long somebody who could have an old list waits for a new one, ms. */
const PATIENCE_MS = 250;

/** A list to answer with. */
type CatalogueText = {
  /** Upstream's JSON, verbatim. */
  body: string;
  /** How old that answer is, ms. */
  ageMs: number;
  /** Why it is not fresher, where the last ask failed. */
  trouble: { code: NonNullable<CatalogueRow['troubleCode']> } | null;
};

type Kept = CatalogueRow & { body: string; fetchedAt: number };

const isKept = (row: CatalogueRow | undefined): row is Kept =>
  typeof row?.body === 'string' && row.fetchedAt !== null;

/** The sandbox listens elsewhere after each start; its lists are not upstream's. */
async function sourceOf(gepetto: Gepetto): Promise<string> {
  return gepetto.sandbox ? 'sandbox' : gepetto.origin();
}

/** An old list is there: a new one is waited for only a moment, and written whenever it comes. */
async function refresh(ctx: Context, key: Key, old: Kept): Promise<Kept> {
  const asked = refreshCatalogue(ctx, key).catch(logFailure('a list could not be refreshed'));
  ctx.defer(asked);
  await Promise.race([asked, sleep(PATIENCE_MS)]);
  const row = await selectCatalogue(ctx.db, key);
  return isKept(row) ? row : old;
}

/** Nothing is there: whoever wins the claim asks, the others wait for what is written or take its place. */
async function first(ctx: Context, key: Key): Promise<CatalogueRow | undefined> {
  await refreshCatalogue(ctx, key);
  let row = await selectCatalogue(ctx.db, key);
  while (row && !isKept(row) && row.leaseUntil > ctx.now()) {
    await sleep(LOOK_EVERY_MS);
    row = await selectCatalogue(ctx.db, key);
  }
  const died = row && !isKept(row) && row.nextCheckAt <= ctx.now();
  return died ? first(ctx, key) : row;
}

function nothingKnown(row: CatalogueRow | undefined, now: number): AppError {
  const code = row?.troubleCode ?? 'timeout';
  if (code === 'unknown') {
    return new AppError('not_found', 'Gepetto has no such list. Do without it.', {
      ...(row?.troubleStatus ? { upstreamStatus: row.troubleStatus } : {}),
    });
  }
  const message =
    code === 'key_rejected'
      ? 'Gepetto refuses the key of this Bottega. Your own access is fine: whoever runs it must check GEPETTO_API_KEY.'
      : 'Gepetto did not give the list just now. Try again after the time in Retry-After.';
  return new AppError(errorCodeOf(code), message, {
    retryAfterMs: Math.max(1_000, (row?.nextCheckAt ?? 0) - now),
  });
}

/**
 * One of upstream's lookup lists, from its row while that is fresh: however many ask, upstream is asked
 * once in six hours.
 * @throws AppError `not_found` (with upstream's status) where upstream has no such list; an `upstream_...`
 *   code when nothing is known and upstream did not say
 */
export async function readCatalogue(ctx: Context, name: CatalogueName): Promise<CatalogueText> {
  const key = { source: await sourceOf(ctx.gepetto), name };
  let row = await selectCatalogue(ctx.db, key);
  if (!row || row.nextCheckAt <= ctx.now()) {
    row = isKept(row) ? await refresh(ctx, key, row) : await first(ctx, key);
  }
  if (!isKept(row)) throw nothingKnown(row, ctx.now());
  return {
    body: row.body,
    ageMs: Math.max(0, ctx.now() - row.fetchedAt),
    trouble: row.troubleCode === null ? null : { code: row.troubleCode },
  };
}
