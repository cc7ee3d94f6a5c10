import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { describe, expect } from 'vitest';
import { calls, jobs } from '@/lib/db';
import { openResultPicture } from '@/lib/drop-in';
import { getGepetto } from '@/lib/gepetto';
import { addPhoto } from '@/lib/photos';
import { connectSandbox } from '@/lib/sandbox-host';
import { maintainSubmissions, submit } from '@/lib/submissions';
import { testClean as it } from '../../setup/clean-test';

/** Red on the left, blue on the right. */
const halves = () =>
  sharp({ create: { width: 120, height: 80, channels: 3, background: '#c02020' } })
    .composite([
      {
        input: { create: { width: 60, height: 80, channels: 3, background: '#2020c0' } },
        left: 60,
        top: 0,
      },
    ])
    .jpeg()
    .toBuffer();

describe('the sandbox inside the app', () => {
  it('draws over a photo of the library, and calls the webhook: two calls in all', async ({
    ctx,
    userId,
    db,
  }) => {
    const here = { ...ctx, gepetto: getGepetto(ctx.now) };
    connectSandbox(async () => here);
    const photo = await addPhoto(here, userId, { bytes: await halves(), name: 'Halves' });
    const parameters = { sandbox_seconds: 0.3, sandbox_fate: 'success' };
    await submit(here, {
      userId,
      source: 'form',
      // Nobody can be reached there: no request is sent to it.
      origin: 'https://bottega.invalid',
      idempotencyKey: null,
      requests: [{ mode: 'magic-enhancer', parameters, photoId: photo.id }],
    });
    await maintainSubmissions(here, 1_000);
    const state = async () =>
      (await db.select().from(jobs).where(eq(jobs.startedBy, userId)))[0]?.state;
    await expect.poll(state, { timeout: 5_000 }).toBe('succeeded');
    expect(await db.select().from(calls)).toHaveLength(2);

    const [job] = await db.select().from(jobs).where(eq(jobs.startedBy, userId));
    const picture = await openResultPicture(here, userId, String(job?.id));
    const bytes = Buffer.from(await new Response(picture as never).arrayBuffer());
    const { data } = await sharp(bytes).resize(2, 1).raw().toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(Number(data[2]) + 60);
    expect(data[5]).toBeGreaterThan(Number(data[3]) + 60);
    await ctx.idle();
  });
});
