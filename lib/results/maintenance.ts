import type { Context } from '@/lib/context';
import { copyDue } from './copy-due';
import { deleteUnreferenced } from './delete-unreferenced';
import { expireResults } from './expire';

/**
 * Background work of results, side by side: a long copy delays no deletion.
 * @param forMs the longest that each part goes on, ms
 */
export async function maintainResults(ctx: Context, forMs: number): Promise<void> {
  await Promise.all([
    copyDue(ctx, forMs),
    expireResults(ctx, forMs).then(() => deleteUnreferenced(ctx, forMs)),
  ]);
}
