import { describe, expect } from 'vitest';
import { type Db, entries, jobs } from '@/lib/db';
import {
  getJob,
  getPicture,
  historyQuery,
  listHistory,
  listJobs,
  parseFilter,
  updateJob,
} from '@/lib/jobs';
import { addPhoto, addPhotoFromResult, addPhotoFromUrl, deletePhoto, madeOf } from '@/lib/photos';
import { addUser } from '../../setup/context';
import { testLib } from '../../setup/lib-test';
import { halves } from '../../setup/pictures';
import { storeResult } from '../../setup/stored-result';
import { onEachDatabase } from '../../setup/test';

const file = (bytes: Uint8Array) => ({ bytes, name: null });
const picture = (side: number) => halves(side, side).png().toBuffer();

describe.each(onEachDatabase(testLib))('the photo of a job on $kind', ({ it }) => {
  /** Adds jobs that were started with a photo to the user's history; their ids. */
  async function started(db: Db, userId: string, photoId: string, count: number) {
    const ids = Array.from({ length: count }, (_, n) => `${photoId.slice(0, 8)}-${n}`);
    for (const [n, id] of ids.entries()) {
      const at = 1_790_000_000_000 + n;
      const row = { createdAt: at, waitingSince: at, nextCheckAt: at, state: 'failed' as const };
      await db.insert(jobs).values({ id, ...row, photoId, startedBy: userId });
      await db.insert(entries).values({ userId, jobId: id, addedAt: at, label: `Room ${n} 1/2` });
    }
    return ids;
  }

  it('is named with its results, to its owner alone, and serves as the input picture', async ({
    ctx,
    db,
    userId,
  }) => {
    const { id: photoId, hash } = await addPhoto(ctx, userId, file(await picture(50)));
    const ids = await started(db, userId, photoId, 3);
    const [first = ''] = ids;
    const expected = { hasInput: true, photo: { id: photoId, results: 3 } };
    expect(await getJob(ctx, userId, first)).toMatchObject(expected);
    expect(await updateJob(ctx, userId, first, { label: 'x' })).toMatchObject(expected);
    const listed = await listHistory(ctx, userId, parseFilter({}));
    expect(listed.jobs.map(({ photo }) => photo?.results)).toEqual([3, 3, 3]);
    const input = await getPicture(ctx, userId, first, 'input');
    expect(input.stored).toMatchObject({ hash, type: 'image/jpeg' });

    const other = await addUser(db);
    await db.insert(entries).values({ userId: other, jobId: first, addedAt: 1 });
    expect((await getJob(ctx, other, first)).photo).toBeNull();

    await deletePhoto(ctx, userId, photoId);
    expect(await getJob(ctx, userId, first)).toMatchObject({ hasInput: false, photo: null });
    await expect((await getPicture(ctx, userId, first, 'input')).address()).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('filters the history, page by page and with a search', async ({ ctx, db, userId }) => {
    const { id: photoId } = await addPhoto(ctx, userId, file(await picture(52)));
    const { id: another } = await addPhoto(ctx, userId, file(await picture(54)));
    const ids = await started(db, userId, photoId, 5);
    await started(db, userId, another, 2);
    await updateJob(ctx, userId, ids[1] ?? '', { archived: true });
    const find = async (query: Record<string, string>) => {
      const page = await listJobs(ctx, userId, historyQuery.parse({ photo: photoId, ...query }));
      return { ids: page.jobs.map(({ id }) => ids.indexOf(id)), next: page.next };
    };
    expect((await find({})).ids).toEqual([4, 3, 2, 0]);
    expect((await find({ archived: 'true' })).ids).toEqual([1]);
    expect((await find({ archived: 'any' })).ids).toEqual([4, 3, 2, 1, 0]);
    const page = await find({ limit: '3' });
    expect(page.ids).toEqual([4, 3, 2]);
    expect((await find({ limit: '3', cursor: page.next ?? '' })).ids).toEqual([0]);
    expect((await find({ q: 'room 2' })).ids).toEqual([2]);
    expect((await find({ state: 'pending' })).ids).toEqual([]);
    expect((await find({ photo: 'none' })).ids).toEqual([]);
  });

  it('comes with its newest stored results', async ({ ctx, db, userId }) => {
    const { id: photoId } = await addPhoto(ctx, userId, file(await picture(56)));
    const ids = await started(db, userId, photoId, 6);
    const storage = await ctx.storage();
    for (const jobId of ids.slice(0, 5)) await storeResult({ db, storage, jobId });
    const made = (await madeOf(ctx, userId, [photoId])).get(photoId) ?? [];
    expect(made).toHaveLength(4);
    expect(made[0]).toMatchObject({ width: 600, height: 400 });
    expect((await madeOf(ctx, await addUser(db), [photoId])).get(photoId)).toEqual([]);
  });

  it('is made of a result, and of the picture at an address', async ({
    ctx,
    db,
    upstream,
    userId,
  }) => {
    const { id: photoId } = await addPhoto(ctx, userId, file(await picture(58)));
    const [jobId = '', without = ''] = await started(db, userId, photoId, 2);
    await storeResult({ db, storage: await ctx.storage(), jobId });
    const next = await addPhotoFromResult(ctx, userId, jobId);
    expect(next).toMatchObject({ source: 'result', name: 'Room 0 1/2', width: 600 });
    for (const [id, code] of [
      [without, 'picture_unavailable'],
      ['unknown', 'job_not_found'],
    ] as const) {
      await expect(addPhotoFromResult(ctx, userId, id)).rejects.toMatchObject({ code });
    }
    // The sandbox's pictures are the only ones on this machine that may be fetched.
    const sandboxed = { ...ctx, gepetto: { ...ctx.gepetto, sandbox: true } };
    const url = upstream.serve('north-room.png', await picture(60));
    expect(await addPhotoFromUrl(sandboxed, userId, url)).toMatchObject({
      source: 'url',
      name: 'north-room',
      width: 60,
    });
    const page = upstream.serve('page.html', Buffer.from('<!doctype html><p>Hello'));
    await expect(addPhotoFromUrl(sandboxed, userId, page)).rejects.toMatchObject({
      code: 'photo_not_a_picture',
    });
    for (const status of [404, 500]) {
      const failing = upstream.serve('none.png', (response) => response.writeHead(status).end());
      await expect(addPhotoFromUrl(sandboxed, userId, failing)).rejects.toMatchObject({
        code: 'photo_address_failed',
      });
    }
  });

  it.for([
    'http://127.0.0.1:1/x.png',
    'https://127.0.0.1/x.png',
    'https://localhost/x.png',
    'https://[::1]/x.png',
    'https://10.0.0.1/x.png',
    'https://169.254.169.254/latest/meta-data',
    'http://93.184.215.14/x.png',
    'https://user:pass@example.com/x.png',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
  ])('is not made of the picture at %s', async (url, { ctx, userId }) => {
    await expect(addPhotoFromUrl(ctx, userId, url)).rejects.toMatchObject({
      code: 'photo_address_refused',
    });
  });

  it('is not fetched from upstream itself on a private address', async ({
    ctx,
    upstream,
    userId,
  }) => {
    const url = upstream.serve('x.png', await picture(20));
    const before = upstream.requests.length;
    await expect(addPhotoFromUrl(ctx, userId, url)).rejects.toMatchObject({
      code: 'photo_address_refused',
    });
    expect(upstream.requests).toHaveLength(before);
  });
});
