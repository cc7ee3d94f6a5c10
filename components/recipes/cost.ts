import type { RecipeStep } from '@/lib/recipes/model';
import { creditsOf, isModeName, modeRow } from '@/lib/submissions/modes';

/** What the documents say about the price of a recipe on one photo. */
export type Cost = {
  /** Of the steps whose price in credits is documented. */
  credits: number;
  /** Steps without a documented price in credits. */
  unknown: number;
  /** When the documentation was read: the oldest date; null if no price is documented. */
  asOf: string | null;
};

/** A recipe has no masks: they belong to a photo. */
export function costOf(steps: readonly Pick<RecipeStep, 'mode'>[]): Cost {
  const known = steps.map(({ mode }) => (isModeName(mode) ? creditsOf(mode, false) : null));
  const dates = steps.flatMap(({ mode }, at) => {
    const date = isModeName(mode) ? modeRow(mode).price?.asOf : undefined;
    return known[at] !== null && date ? [date] : [];
  });
  return {
    credits: known.reduce<number>((sum, credits) => sum + (credits ?? 0), 0),
    unknown: known.filter((credits) => credits === null).length,
    asOf: dates.sort()[0] ?? null,
  };
}
