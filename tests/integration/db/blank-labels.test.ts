import { describe, expect } from 'vitest';
import { entries } from '@/lib/db';
import { addJob, getJob, updateJob } from '@/lib/jobs';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

const DONE = { kind: 'json', body: '{"status":"success"}' } as const;

describe.each(onEachDatabase(test))('labels without a visible character on $kind', ({ it }) => {
  it('are no labels, those of older versions either', async ({ upstream, ctx, userId }) => {
    const id = upstream.add(DONE);
    await addJob(ctx, userId, id);
    for (const label of ['\u200B\u2800', '\u3164', '\u00AD \u{E0020}', ' \u2060 ']) {
      expect(await updateJob(ctx, userId, id, { label })).toMatchObject({ label: null });
    }
    await ctx.db.update(entries).set({ label: '\u2800' });
    expect((await getJob(ctx, userId, id)).label).toBeNull();
    expect(await updateJob(ctx, userId, id, { label: ' מטבח ' })).toMatchObject({ label: 'מטבח' });
  });
});
