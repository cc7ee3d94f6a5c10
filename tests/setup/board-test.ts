import { createShare, type NewShare, newShareSchema } from '@/lib/shares';
import { testLib } from './lib-test';
import { addJobs } from './many-jobs';
import { shownTo, tokenOf, VISITOR } from './shared';

/** `testLib` with three jobs in the user's history, and links to them. */
export const testBoards = testLib
  .extend('ids', async ({ ctx, userId }) => {
    const ids = ['a', 'b', 'c'].map((letter) => `${letter}-${userId}`);
    const at = ctx.now() - 1_000;
    await addJobs(
      ctx.db,
      userId,
      ids.map((id, n) => ({ id, at, mode: `mode${n + 1}`, label: `Room ${n + 1}` })),
    );
    return ids;
  })
  /** Makes a link to all of them, unless something else is wanted. */
  .extend('make', ({ ctx, userId, ids }) => async (wanted: Partial<NewShare> = {}) => {
    const share = await createShare(ctx, userId, newShareSchema.parse({ jobIds: ids, ...wanted }));
    return { ...share, token: tokenOf(share) };
  })
  /** The modes that a link shows, in order; null if it shows nothing. */
  .extend('modes', ({ ctx }) => async (token: string, visitor = {}) => {
    const shown = await shownTo(ctx, token, { ...VISITOR, ...visitor });
    await ctx.idle();
    return shown?.items.map(({ mode }) => mode) ?? null;
  });
