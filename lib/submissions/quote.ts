import type { Context } from '@/lib/context';
import { canUpstreamRead } from '@/lib/public-address';
import { allowanceOf } from './allowance';
import { isModeName, modeRow } from './modes';
import { callsLeft, submissionsPerMinute } from './pace';
import { userQueues } from './places';
import { priceOf } from './prices';
import { placesOf } from './queue';
import type { Quote, SubmissionRequest } from './schemas';
import { sendingFacts } from './sending';

const MINUTE_MS = 60_000;

type QuoteOptions = { userId: string; origin: string; requests: SubmissionRequest[] };

/** How long the last of so many more submissions of a user waits for the budget, ms. */
async function waitFor(ctx: Context, userId: string, more: number): Promise<number> {
  const place = placesOf(await userQueues(ctx), userId, more).at(-1) ?? more;
  const { callsPerMinute } = ctx.gepetto;
  const beyond = Math.max(0, place - (await callsLeft(ctx)));
  return Math.round((beyond / submissionsPerMinute(callsPerMinute)) * MINUTE_MS);
}

/** What requests would cost and how long they would take, before anything is sent. */
export async function quote(ctx: Context, options: QuoteOptions): Promise<Quote> {
  const { userId, origin, requests } = options;
  const prices = requests.map(({ mode, maskId }) => priceOf(mode, !!maskId));
  const sum = (of: (number | null)[]) => {
    const known = of.filter((amount) => amount !== null);
    return known.length === 0 ? null : known.reduce((total, amount) => total + amount, 0);
  };
  const asOf = requests.flatMap(({ mode }) =>
    isModeName(mode) ? (modeRow(mode).price?.asOf ?? []) : [],
  );
  const euros = sum(prices.map((price) => price.euros));
  return {
    jobs: requests.length,
    credits: sum(prices.map(({ credits }) => credits)),
    euros: euros === null ? null : Math.round(euros * 100) / 100,
    asOf: asOf.sort().at(-1) ?? null,
    unknownPrices: prices.filter((price) => price.credits === null && price.euros === null).length,
    waitMs: await waitFor(ctx, userId, requests.length),
    allowance: await allowanceOf(ctx, userId),
    reachable: await canUpstreamRead(ctx, origin),
    sending: (await sendingFacts(ctx)).state,
  };
}
