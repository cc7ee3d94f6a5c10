import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, vi } from 'vitest';
import { entries, users } from '@/lib/db';
import { addJob, removeJob } from '@/lib/jobs';
import { deleteUser } from '@/lib/people';
import {
  getShare,
  getSharedPicture,
  listShares,
  openShare,
  replaceAddress,
  revokeShares,
  sharedFiles,
  updateShare,
} from '@/lib/shares';
import { testBoards as test } from '../../setup/board-test';
import { addUser } from '../../setup/context';
import { shownTo, tokenOf, VISITOR } from '../../setup/shared';
import { onEachDatabase } from '../../setup/test';

vi.stubEnv('NEXTAUTH_SECRET', 'a-secret-of-the-tests'.padEnd(40, 'x'));

const DAY = 24 * 60 * 60 * 1_000;
const OTHER = { ...VISITOR, address: '198.51.100.4' };

describe.each(onEachDatabase(test))('a board on $kind', ({ it }) => {
  it('shows results in the order of its owner, and changes it at once', async ({
    ctx,
    userId,
    ids,
    make,
    modes,
  }) => {
    const [a = '', b = '', c = ''] = ids;
    const share = await make({ jobIds: [c, a], title: ' Flat\n3 ', note: 'One\r\ntwo' });
    expect(share).toMatchObject({
      title: 'Flat 3',
      note: 'One\ntwo',
      jobs: [
        { jobId: c, title: 'Room 3' },
        { jobId: a, title: 'Room 1' },
      ],
      ended: null,
      hasPassword: false,
    });
    expect(await modes(share.token)).toEqual(['mode3', 'mode1']);
    await updateShare(ctx, userId, share.id, { jobIds: [b, c, a] });
    expect(await modes(share.token)).toEqual(['mode2', 'mode3', 'mode1']);
    await updateShare(ctx, userId, share.id, { jobIds: [a], title: ' ' });
    expect(await modes(share.token)).toEqual(['mode1']);
    expect(await getShare(ctx, userId, share.id)).toMatchObject({ title: null, note: 'One\ntwo' });
  });

  it('takes no job of somebody else, and nobody else changes it', async ({
    ctx,
    userId,
    ids,
    make,
    modes,
  }) => {
    const stranger = await addUser(ctx.db);
    const share = await make();
    const jobIds = [...ids, 'job-of-another'];
    const foreign = updateShare(ctx, userId, share.id, { jobIds, title: 'x' });
    await expect(foreign).rejects.toMatchObject({ code: 'job_not_found' });
    await expect(make({ jobIds })).rejects.toMatchObject({ code: 'job_not_found' });
    const theirs = updateShare(ctx, stranger, share.id, { title: 'x' });
    await expect(theirs).rejects.toMatchObject({ code: 'not_found' });
    expect(await revokeShares(ctx, stranger, [share.id, randomUUID()])).toEqual([]);
    expect(await modes(share.token)).toHaveLength(3);
    expect(await getShare(ctx, userId, share.id)).toMatchObject({ title: null });
  });

  it('ends after 7 days unless something else is chosen, and can be prolonged', async ({
    ctx,
    userId,
    clock,
    make,
    modes,
  }) => {
    const [usual, endless] = [await make(), await make({ expiresAt: null })];
    clock.advance(7 * DAY - 1);
    expect(await modes(usual.token)).toHaveLength(3);
    clock.advance(1);
    expect(await modes(usual.token)).toBeNull();
    expect(await modes(endless.token)).toHaveLength(3);
    expect(await getShare(ctx, userId, usual.id)).toMatchObject({ ended: 'expired' });
    const past = updateShare(ctx, userId, usual.id, { expiresAt: ctx.now() });
    await expect(past).rejects.toMatchObject({ code: 'invalid_request' });
    await updateShare(ctx, userId, usual.id, { expiresAt: ctx.now() + 1 });
    expect(await modes(usual.token)).toHaveLength(3);
  });

  it('gets a new address, and the one before dies', async ({ ctx, userId, make, modes }) => {
    const share = await make();
    const moved = await replaceAddress(ctx, userId, share.id);
    expect(await modes(share.token)).toBeNull();
    expect(await modes(tokenOf(moved))).toHaveLength(3);
    expect(moved).toMatchObject({ id: share.id, createdAt: share.createdAt });
  });

  it('loses a job that its owner removes, and says when none is left', async ({
    ctx,
    userId,
    ids,
    make,
    modes,
  }) => {
    const [a = '', b = '', c = ''] = ids;
    // Somebody else keeps the jobs.
    const other = await addUser(ctx.db);
    for (const id of ids) await addJob(ctx, other, id).catch(() => undefined);
    const share = await make();
    await removeJob(ctx, userId, b);
    expect(await modes(share.token)).toEqual(['mode1', 'mode3']);
    await removeJob(ctx, userId, a);
    await removeJob(ctx, userId, c);
    expect(await modes(share.token)).toBeNull();
    const { shares } = await listShares(ctx, userId);
    expect(shares).toMatchObject([{ id: share.id, ended: 'empty', jobs: [] }]);
  });

  it('shows neither input pictures nor downloads that its owner does not allow', async ({
    ctx,
    make,
  }) => {
    const share = await make({ showsBefore: false, allowsDownload: false });
    const picture = (kind: 'output' | 'input', download = false) =>
      getSharedPicture(ctx, share.token, VISITOR, { n: 1, kind, download });
    expect((await picture('output')).facts).toMatchObject({ label: null });
    await expect(picture('input')).rejects.toMatchObject({ code: 'not_found' });
    await expect(picture('output', true)).rejects.toMatchObject({ code: 'not_found' });
    const beyond = getSharedPicture(ctx, share.token, VISITOR, {
      n: 4,
      kind: 'output',
      download: false,
    });
    await expect(beyond).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is found by its texts and its jobs', async ({ ctx, userId, ids, make }) => {
    const [a = '', b = ''] = ids;
    const one = await make({ jobIds: [a], title: '100 % linen' });
    const two = await make({ jobIds: [b], note: 'for Ada' });
    const found = async (query: object) =>
      (await listShares(ctx, userId, query)).shares.map(({ id }) => id);
    expect((await found({})).toSorted()).toEqual([one.id, two.id].toSorted());
    expect(await found({ q: '0 % L' })).toEqual([one.id]);
    expect(await found({ q: 'ada' })).toEqual([two.id]);
    expect(await found({ q: 'room 2' })).toEqual([two.id]);
    expect(await found({ q: '%' })).toEqual([one.id]);
    expect(await found({ q: `https://studio.example/s/${two.token}).` })).toEqual([two.id]);
    expect(await found({ q: one.token })).toEqual([one.id]);
    await ctx.db.update(entries).set({ mode: 'smart-staging' }).where(eq(entries.jobId, a));
    expect(await found({ q: 'Smart' })).toEqual([one.id]);
    expect(await found({ jobId: b })).toEqual([two.id]);
    expect(await found({ q: 'nothing' })).toEqual([]);
  });

  it('names its sender where the owner chose so, once for all or for this link', async ({
    ctx,
    userId,
    make,
  }) => {
    const sender = async (wanted: object) =>
      (await shownTo(ctx, (await make(wanted)).token))?.sender ?? null;
    expect(await sender({})).toBeNull();
    const named = { name: 'Atelier', hasLogo: false };
    await ctx.db.update(users).set({ studioName: 'Atelier' }).where(eq(users.id, userId));
    expect(await sender({})).toEqual(named);
    expect(await sender({ showsSender: false })).toBeNull();
  });

  it('goes with the jobs to another user when the account is deleted', async ({
    ctx,
    userId,
    make,
    modes,
  }) => {
    const heir = await addUser(ctx.db);
    await ctx.db.update(users).set({ name: 'Bob' }).where(eq(users.id, heir));
    const share = await make({ title: 'Flat', showsSender: true });
    await deleteUser(ctx, userId, { jobs: { handOverTo: heir } });
    expect(await modes(share.token)).toEqual(['mode1', 'mode2', 'mode3']);
    expect(await shownTo(ctx, share.token)).toMatchObject({ sender: null });
    expect((await listShares(ctx, heir)).shares).toMatchObject([{ id: share.id, title: 'Flat' }]);
  });

  it('shows nothing from the moment in which its owner is deleted', async ({
    ctx,
    userId,
    make,
    modes,
  }) => {
    const { token } = await make();
    const heir = await addUser(ctx.db);
    const mark = (change: object) => ctx.db.update(users).set(change).where(eq(users.id, userId));
    await mark({ deletingAt: 1, disabledAt: 1, handOverTo: heir });
    expect(await modes(token)).toHaveLength(3);
    await mark({ handOverTo: null });
    expect(await modes(token)).toBeNull();
  });
});

describe.each(onEachDatabase(test))('the views of a link on $kind', ({ it }) => {
  it('count each visitor once a day, but not its owner and no program', async ({
    ctx,
    userId,
    clock,
    make,
  }) => {
    const share = await make();
    const visits = async (...visitors: object[]) => {
      await Promise.all(visitors.map((one) => shownTo(ctx, share.token, one)));
      await ctx.idle();
      const { views, firstViewAt, lastViewAt } = await getShare(ctx, userId, share.id);
      return { views, firstViewAt, lastViewAt };
    };
    const none = { views: 0, firstViewAt: null, lastViewAt: null };
    expect(await visits({ userId }, { userAgent: 'WhatsApp/2.23.20.0' })).toEqual(none);
    const first = ctx.now();
    expect(await visits({}, {}, OTHER)).toEqual({
      views: 2,
      firstViewAt: first,
      lastViewAt: first,
    });
    clock.advance(2 * 60_000);
    const again = { views: 2, firstViewAt: first, lastViewAt: ctx.now() };
    expect(await visits({})).toEqual(again);
    clock.advance(DAY);
    expect(await visits({})).toMatchObject({ views: 3 });
  });

  it('end it when they are used up, for whoever comes later', async ({
    ctx,
    userId,
    make,
    modes,
  }) => {
    const share = await make({ maxViews: 2 });
    const visitors = Array.from({ length: 6 }, (_, n) => ({ address: `203.0.113.${n}` }));
    const shown = await Promise.all(visitors.map((one) => modes(share.token, one)));
    expect(shown.filter((one) => one !== null)).toHaveLength(2);
    const inside = visitors[shown.findIndex((one) => one !== null)];
    // Pictures are requested after the page.
    const picture = { n: 1, kind: 'output', download: false } as const;
    await getSharedPicture(ctx, share.token, { ...VISITOR, ...inside }, picture);
    const outside = getSharedPicture(ctx, share.token, { ...VISITOR, address: 'x' }, picture);
    await expect(outside).rejects.toMatchObject({ code: 'not_found' });
    expect(await getShare(ctx, userId, share.id)).toMatchObject({ views: 2, ended: 'viewed' });
    await updateShare(ctx, userId, share.id, { maxViews: 3 });
    expect(await modes(share.token, { address: 'x' })).toHaveLength(3);
  });

  it('are used up by pictures and files without the page, too, and not by frames that are refused', async ({
    ctx,
    userId,
    make,
    modes,
  }) => {
    const { id, token } = await make({ maxViews: 1 });
    const picture = { n: 1, kind: 'output', download: false } as const;
    expect(await openShare(ctx, token, VISITOR, { counts: true, framed: true })).toBeNull();
    // For a preview, and for HEAD.
    await getSharedPicture(ctx, token, OTHER, picture);
    await sharedFiles(ctx, token, OTHER, { counts: false });
    const missing = getSharedPicture(ctx, token, OTHER, { ...picture, n: 4, counts: true });
    await expect(missing).rejects.toMatchObject({ code: 'not_found' });
    expect(await getShare(ctx, userId, id)).toMatchObject({ views: 0 });
    expect(await sharedFiles(ctx, token, VISITOR, { counts: true })).toMatchObject({
      files: { length: 3 },
    });
    await getSharedPicture(ctx, token, VISITOR, { ...picture, counts: true });
    expect(await modes(token)).toHaveLength(3);
    expect(await getShare(ctx, userId, id)).toMatchObject({ views: 1, ended: 'viewed' });
    expect(await sharedFiles(ctx, token, OTHER, { counts: true })).toBeNull();
  });
});
