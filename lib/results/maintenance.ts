import type { Context } from '@/lib/context';
import { deleteUnreferenced } from './delete-unreferenced';
import { expireResults } from './expire';

/**
 * Background work of results, side by side: a long copy delays no deletion.
 * @param forMs the longest that each part goes on, ms
 */
export async function maintainResults(ctx: Context, forMs: number): Promise<void> {
  await Promise.all([expireResults(ctx, forMs).then(() => deleteUnreferenced(ctx, forMs))]);
}
