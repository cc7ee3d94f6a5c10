import { creditsOf, isModeName, modeRow } from './modes';

/** What one job costs, as documented; null where it is not. Euros without tax. */
export type JobPrice = { credits: number | null; euros: number | null };

/**
 * The documented price of one job. Where it falls with the number of jobs, that of the first ones: the documents do
 * not say in what time they count.
 */
export function priceOf(mode: string, hasMask: boolean): JobPrice {
  if (!isModeName(mode)) return { credits: null, euros: null };
  return {
    credits: creditsOf(mode, hasMask),
    euros: modeRow(mode).price?.euros?.[0]?.amount ?? null,
  };
}
