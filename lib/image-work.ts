import 'server-only';
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { singleton } from '@/lib/singleton';

/** Pictures with more pixels are refused before they are decoded. */
export const MAX_PIXELS = 100_000_000;
/** The longest that one picture is decoded, scaled and encoded, ms. */
export const IMAGE_WORK_MS = 20_000;

/**
 * sharp for pictures from outside. Loaded on first use: its native library would slow every cold start. One thread a
 * picture, and nothing is cached: several pictures at once are bounded by `decoding`.
 */
export function loadSharp() {
  return singleton('sharp', async () => {
    const { default: sharp } = await import('sharp');
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  });
}

/** One a core, less the one that answers requests, and less one of the four threads that Node keeps for all else. */
const places = () => Math.min(Math.max(1, availableParallelism() - 1), 3);

/** Runs work that decodes a picture, when it is its turn. */
export function decoding<T>(work: () => Promise<T>): Promise<T> {
  return singleton('decoding', () => pLimit(places()))(work);
}
