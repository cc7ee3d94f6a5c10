import { callUpstreamInteractively, INTERACTIVE_WAIT_MS, maxCallMs } from '@/lib/budget';
import type { Context } from '@/lib/context';
import type { CatalogueResult } from '@/lib/gepetto';
import { type CatalogueRow, claim, type Key, write } from './row';

/** How long a list is fresh, ms: they change when upstream is extended. */
const FRESH_MS = 6 * 60 * 60 * 1_000;
/** How long upstream's word that it has no such list stands, ms. */
const UNKNOWN_FOR_MS = 60_000;
/** The first wait after trouble of another kind, ms; it doubles up to the longest. */
const BACKOFF_MS = 30_000;
const LONGEST_BACKOFF_MS = 10 * 60_000;
/** A claim outlives the longest ask by this much, ms. */
const GRACE_MS = 7_000;

type Trouble = Exclude<CatalogueResult, { kind: 'catalogue' }>;

function waitAfter(trouble: Trouble, failures: number): number {
  if (trouble.kind === 'limited') return trouble.retryAfterMs;
  if (trouble.kind === 'unknown') return UNKNOWN_FOR_MS;
  return Math.min(LONGEST_BACKOFF_MS, BACKOFF_MS * 2 ** Math.min(failures, 10));
}

function learnt(row: CatalogueRow, answer: CatalogueResult, now: number): Partial<CatalogueRow> {
  if (answer.kind === 'catalogue') {
    return {
      body: answer.body,
      fetchedAt: now,
      nextCheckAt: now + FRESH_MS,
      failures: 0,
      troubleCode: null,
      troubleStatus: null,
    };
  }
  return {
    nextCheckAt: now + waitAfter(answer, row.failures),
    failures: row.failures + 1,
    troubleCode: answer.kind,
    troubleStatus: 'httpStatus' in answer ? (answer.httpStatus ?? null) : null,
  };
}

/** Claim, pay, ask, settle. Does nothing when the list is not due or somebody else is asking for it. */
export async function refreshCatalogue(ctx: Context, key: Key): Promise<void> {
  const leaseMs = (await maxCallMs(ctx, INTERACTIVE_WAIT_MS)) + GRACE_MS;
  const claimed = await claim(ctx.db, key, ctx.now(), leaseMs);
  if (!claimed) return;
  const answer = await callUpstreamInteractively(ctx, (by) =>
    ctx.gepetto.fetchCatalogue(key.name, by),
  );
  await write(ctx.db, claimed, learnt(claimed, answer, ctx.now()));
}
