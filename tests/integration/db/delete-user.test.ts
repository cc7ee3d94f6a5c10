import { and, eq, isNull, sql } from 'drizzle-orm';
import { describe, expect, vi } from 'vitest';
import { type Db, entries, jobs, passwords, photos, securityEvents, shares, users } from '@/lib/db';
import { deleteUser, maintainPeople } from '@/lib/people';
import { createJobShare } from '@/lib/shares';
import { testClean as test } from '../../setup/clean-test';
import { addJobs } from '../../setup/many-jobs';
import { shownTo } from '../../setup/shared';
import { onEachDatabase } from '../../setup/test';

vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests'.replaceAll(' ', '-').padEnd(40, 'x'));

const addUsers = (db: Db) =>
  db.insert(users).values([
    { id: 'ops', email: 'ops@example.com', role: 'operator' },
    { id: 'ada', email: 'ada@example.com', role: 'user' },
    { id: 'bob', email: 'bob@example.com', role: 'user' },
  ]);

const withPeople = test
  /** An operator, ada with many jobs, and bob. */
  .extend('people', async ({ db }) => {
    await addUsers(db);
    const added = Array.from({ length: 450 }, (_, n) => ({
      id: `job-${n}`,
      at: 1_000 + n,
      label: `L ${n}`,
    }));
    await addJobs(db, 'ada', added);
    await db.update(jobs).set({ startedBy: 'ada' }).where(sql`${jobs.id} IN ('job-1', 'job-2')`);
    await db.insert(passwords).values({ userId: 'ada', hash: 'x', updatedAt: 1 });
  })
  .extend(
    'historyOf',
    ({ db }) =>
      (userId: string) =>
        db.select().from(entries).where(eq(entries.userId, userId)).orderBy(entries.jobId),
  )
  .extend(
    'userIds',
    ({ db }) =>
      async () =>
        (await db.select({ id: users.id }).from(users).orderBy(users.id)).map(({ id }) => id),
  );

describe.each(onEachDatabase(withPeople))('the deletion of an account on $kind', ({ it }) => {
  it('deletes the jobs, and the account with everything that refers to it', async ({
    db,
    ctx,
    people: _,
    historyOf,
    userIds,
  }) => {
    const share = await createJobShare(ctx, 'ada', 'job-3');
    await addJobs(db, 'bob', [{ id: 'bobs', at: 5, label: 'Bob' }]);
    await db.insert(entries).values({ userId: 'bob', jobId: 'job-9', addedAt: 7 });
    expect(await deleteUser(ctx, 'ada', { jobs: 'delete', by: 'ops' })).toEqual({ done: true });
    expect(await userIds()).toEqual(['bob', 'ops']);
    expect(await historyOf('ada')).toEqual([]);
    expect((await historyOf('bob')).map(({ jobId }) => jobId)).toEqual(['bobs', 'job-9']);
    expect(await db.select().from(passwords)).toEqual([]);
    expect(await shownTo(ctx, share.path?.split('/').at(-1) ?? '')).toBeNull();
    const started = await db.select().from(jobs).where(sql`${jobs.id} IN ('job-1', 'job-2')`);
    expect(started).toEqual([]);
    const logged = await db.select().from(securityEvents).orderBy(securityEvents.id);
    expect(logged.filter(({ event }) => event.startsWith('account_'))).toMatchObject([
      { event: 'account_deletion_started', aboutUser: 'ada', byUser: 'ops' },
      { event: 'account_deleted', aboutUser: 'ada' },
    ]);
  });

  it('hands over every job once, with its label, its links and who started it', async ({
    db,
    ctx,
    people: _,
    historyOf,
    userIds,
  }) => {
    await db.insert(entries).values([
      { userId: 'bob', jobId: 'job-5', addedAt: ctx.now() + 1_000, label: 'Mine' },
      { userId: 'bob', jobId: 'job-6', addedAt: ctx.now() + 1_000 },
    ]);
    const links = [];
    for (const id of ['job-1', 'job-5']) links.push(await createJobShare(ctx, 'ada', id));
    const before = await historyOf('ada');
    expect(await deleteUser(ctx, 'ada', { jobs: { handOverTo: 'bob' } })).toEqual({ done: true });
    expect(await userIds()).toEqual(['bob', 'ops']);
    const after = new Map((await historyOf('bob')).map((entry) => [entry.jobId, entry]));
    expect(after.size).toBe(450);
    for (const { jobId, label, addedAt } of before) {
      const own = jobId === 'job-5' || jobId === 'job-6';
      expect(after.get(jobId)).toMatchObject({
        label: jobId === 'job-5' ? 'Mine' : label,
        addedAt: own ? ctx.now() + 1_000 : addedAt,
      });
    }
    const started = await db.select().from(jobs).where(eq(jobs.startedBy, 'bob'));
    expect(started.map(({ id }) => id).sort()).toEqual(['job-1', 'job-2']);
    const active = await db
      .select()
      .from(shares)
      .where(and(eq(shares.userId, 'bob'), isNull(shares.revokedAt)));
    expect(active).toHaveLength(2);
    for (const { path } of links) {
      expect(await shownTo(ctx, path?.split('/').at(-1) ?? '')).not.toBeNull();
    }
  });

  it('hands over photos with their jobs, once if both had the same', async ({
    db,
    ctx,
    people: _,
  }) => {
    const photo = (id: string, userId: string, hash: string) => ({
      id,
      userId,
      hash,
      folder: `photos/${id}`,
      createdAt: 1,
      usedAt: 1,
      source: 'upload' as const,
      type: 'image/png',
      bytes: 1,
      thumbnailBytes: 1,
      width: 1,
      height: 1,
      thumbHash: 'x',
    });
    await db
      .insert(photos)
      .values([photo('a', 'ada', 'one'), photo('b', 'ada', 'two'), photo('c', 'bob', 'two')]);
    for (const [id, photoId] of [
      ['job-1', 'a'],
      ['job-2', 'b'],
    ] as const) {
      await db.update(jobs).set({ photoId }).where(eq(jobs.id, id));
    }
    await deleteUser(ctx, 'ada', { jobs: { handOverTo: 'bob' } });
    const owned = await db.select({ id: photos.id, userId: photos.userId }).from(photos);
    expect(owned.sort((x, y) => x.id.localeCompare(y.id))).toEqual([
      { id: 'a', userId: 'bob' },
      { id: 'c', userId: 'bob' },
    ]);
    const started = await db
      .select({ id: jobs.id, photoId: jobs.photoId })
      .from(jobs)
      .where(sql`${jobs.id} IN ('job-1', 'job-2')`)
      .orderBy(jobs.id);
    expect(started.map(({ photoId }) => photoId)).toEqual(['a', 'c']);
  });

  it('shuts the account at once, and background work finishes what a dead process left', async ({
    db,
    ctx,
    people: _,
    userIds,
  }) => {
    // A clock that runs out during the first page, as in a process that is killed.
    let time = ctx.now();
    const hurried = { ...ctx, now: () => (time += 6_000) };
    expect(await deleteUser(hurried, 'ada', { jobs: { handOverTo: 'bob' } })).toEqual({
      done: false,
    });
    const [ada] = await db.select().from(users).where(eq(users.id, 'ada'));
    expect(ada?.disabledAt).not.toBeNull();
    expect(await deleteUser(hurried, 'ada', { jobs: 'delete' })).toEqual({ done: false });
    // The heir cannot be deleted meanwhile.
    await expect(deleteUser(ctx, 'bob', { jobs: 'delete' })).rejects.toMatchObject({
      code: 'deletion_in_progress',
    });
    await maintainPeople(ctx, 60_000);
    expect(await userIds()).toEqual(['bob', 'ops']);
    expect(await db.select().from(entries).where(eq(entries.userId, 'bob'))).toHaveLength(450);
  });

  it('never leaves an installation without an operator', async ({
    db,
    ctx,
    people: _,
    userIds,
  }) => {
    await expect(deleteUser(ctx, 'ops', { jobs: 'delete' })).rejects.toMatchObject({
      code: 'last_operator',
    });
    await db.update(users).set({ role: 'operator' }).where(eq(users.id, 'bob'));
    const both = ['ops', 'bob'].map((id) => deleteUser(ctx, id, { jobs: 'delete' }));
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await userIds()).toHaveLength(2);
  });

  it('hands nothing over to somebody who cannot have it', async ({
    db,
    ctx,
    people: _,
    historyOf,
  }) => {
    await db.update(users).set({ disabledAt: 1 }).where(eq(users.id, 'bob'));
    for (const handOverTo of ['bob', 'ada', 'nobody']) {
      await expect(deleteUser(ctx, 'ada', { jobs: { handOverTo } })).rejects.toMatchObject({
        code: 'invalid_request',
      });
    }
    await expect(deleteUser(ctx, 'nobody', { jobs: 'delete' })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await historyOf('ada')).toHaveLength(450);
  });

  it('lets others read between its pages', async ({ db, ctx, people: _ }) => {
    let running = true;
    let reads = 0;
    const read = async () => {
      while (running) {
        await db.select().from(users).where(eq(users.id, 'bob'));
        reads += 1;
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const reading = read();
    await deleteUser(ctx, 'ada', { jobs: 'delete' });
    running = false;
    await reading;
    // 450 entries are three pages; somebody reads between them.
    expect(reads).toBeGreaterThan(3);
  });
});
