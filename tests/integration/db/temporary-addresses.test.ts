import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { results, users } from '@/lib/db';
import { addJob, removeJob } from '@/lib/jobs';
import { getSharedPicture } from '@/lib/shares';
import { withStoredOutput } from '@/lib/shares/temporary';
import { addUser } from '../../setup/context';
import { testLib } from '../../setup/lib-test';
import { VISITOR } from '../../setup/shared';
import { storeResult } from '../../setup/stored-result';
import { onEachDatabase } from '../../setup/test';

const HOUR = 60 * 60 * 1_000;
const BODY = '{"status":"success","output":"https://a.example/x.png"}';

const test = testLib
  /** A job in the user's history whose result is stored. */
  .extend('id', async ({ upstream, ctx, db, userId }) => {
    const jobId = upstream.add({ kind: 'json', body: BODY });
    await addJob(ctx, userId, jobId);
    await storeResult({ db, storage: await ctx.storage(), jobId });
    return jobId;
  })
  /** What follows `/s/` in the address that a script gets. */
  .extend('sealed', async ({ ctx, userId, id }) => {
    const job = { userId, jobId: id, body: BODY };
    const body = await withStoredOutput(ctx, job, 'https://app.example');
    const { output } = JSON.parse(body) as { output: string };
    expect(output).toMatch(/^https:\/\/app\.example\/s\/[\w-]+\/picture\?of=output$/);
    return new URL(output).pathname.split('/')[2] ?? '';
  })
  /** Whether the address still leads to the picture. */
  .extend('works', ({ ctx, sealed }) => () => {
    const found = getSharedPicture(ctx, sealed, VISITOR, { n: 1, kind: 'output', download: false });
    return found.then(
      ({ stored, facts }) => stored !== null && facts.label === null,
      ({ code }: { code: string }) => code,
    );
  });

describe.each(onEachDatabase(test))('a temporary address on $kind', ({ it }) => {
  it('works for a day, and an hour later no more', async ({ clock, works }) => {
    expect(await works()).toBe(true);
    clock.advance(24 * HOUR - 1);
    expect(await works()).toBe(true);
    clock.advance(HOUR + 1);
    expect(await works()).toBe('not_found');
  });

  it('ends with the job in the history, also if it is added again', async ({
    clock,
    ctx,
    db,
    userId,
    id,
    works,
  }) => {
    // Somebody else keeps the job, so that the result stays.
    await addJob(ctx, await addUser(db), id);
    expect(await works()).toBe(true);
    await removeJob(ctx, userId, id);
    expect(await works()).toBe('not_found');
    clock.advance(1_000);
    await addJob(ctx, userId, id);
    expect(await works()).toBe('not_found');
  });

  it('ends with the result, and with the right to sign in', async ({
    db,
    userId,
    id,
    works,
    ctx,
    sealed,
  }) => {
    const disabledAt = (at: number | null) =>
      db.update(users).set({ disabledAt: at }).where(eq(users.id, userId));
    await disabledAt(1);
    expect(await works()).toBe('not_found');
    await disabledAt(null);
    expect(await works()).toBe(true);
    await expect(
      getSharedPicture(ctx, sealed, VISITOR, { n: 1, kind: 'input', download: false }),
    ).rejects.toMatchObject({
      code: 'not_found',
    });
    await db.update(results).set({ state: 'waiting' }).where(eq(results.jobId, id));
    expect(await works()).toBe('not_found');
    const job = { userId, jobId: id, body: BODY };
    expect(await withStoredOutput(ctx, job, 'https://app.example')).toBe(BODY);
  });
});
