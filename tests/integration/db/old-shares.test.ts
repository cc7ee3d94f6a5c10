import { sql } from 'drizzle-orm';
import { describe, expect, vi } from 'vitest';
import { type Db, MIGRATIONS_FOLDER, migrateOnce } from '@/lib/db';
import { removeJob } from '@/lib/jobs';
import { getShare, listJobShares, listShares, updateShare } from '@/lib/shares';
import { hashToken, sealToken } from '@/lib/shares/token';
import { testContext } from '../../setup/context';
import { addJobs } from '../../setup/many-jobs';
import { olderVersion } from '../../setup/older-version';
import { shownTo } from '../../setup/shared';
import { onEachDatabase, test } from '../../setup/test';

const SECRET = 'a-secret-of-the-tests'.padEnd(40, 'x');
vi.stubEnv('NEXTAUTH_SECRET', SECRET);

const tokenOf = (id: string) => id.padEnd(43, '-');
const idOf = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

/** Makes a link as the version before does. */
async function addShare(db: Db, n: number, jobId: string, at: number, revokedAt: number | null) {
  const token = tokenOf(String(n));
  await db.run(sql`INSERT INTO shares (id, user_id, job_id, token_hash, token_sealed, created_at, revoked_at)
    VALUES (${idOf(n)}, 'ada', ${jobId}, ${hashToken(token)}, ${sealToken(token, SECRET)}, ${at}, ${revokedAt})`);
}

const it = test
  /** A database of the version before with links, after the upgrade. */
  .extend('ctx', async ({ databaseKind, startServer, folder, connect }) => {
    const url = databaseKind === 'libsql' ? (await startServer()).url : `file:${folder}/bottega.db`;
    const older = olderVersion('0012_submissions');
    const { db, ...before } = await connect(url);
    await migrateOnce({ db, ...before }, older.migrations);
    older.remove();
    await db.run(
      sql`INSERT INTO users (id, name, email, created_at) VALUES ('ada', 'Ada', 'ada@example.com', 1)`,
    );
    await addJobs(db, 'ada', [
      { id: 'kept', at: 1_000 },
      { id: 'again', at: 3_000 },
    ]);
    await addShare(db, 1, 'kept', 2_000, null);
    await addShare(db, 2, 'kept', 2_000, 2_500);
    // The job has been removed and added again since.
    await addShare(db, 3, 'again', 2_000, null);
    const after = await connect(url);
    await migrateOnce(after, MIGRATIONS_FOLDER);
    return testContext(after.db, 'http://127.0.0.1:9');
  });

describe.each(onEachDatabase(it))('links of the version before on $kind', ({ it }) => {
  it('show what they showed, and no more', async ({ ctx }) => {
    expect(await shownTo(ctx, tokenOf('1'))).toMatchObject({
      title: null,
      sender: null,
      showsBefore: true,
      allowsDownload: true,
      feedback: 'off',
      expiresAt: null,
      embedSites: [],
      items: [{ n: 1, mode: 'furnish', state: 'succeeded' }],
    });
    for (const n of ['2', '3']) expect(await shownTo(ctx, tokenOf(n))).toBeNull();
    const path = `/s/${tokenOf('1')}`;
    const { shares } = await listJobShares(ctx, 'ada', 'kept');
    expect(shares).toMatchObject([{ id: idOf(1), path, createdAt: 2_000 }]);
    const all = (await listShares(ctx, 'ada')).shares.map(({ id, ended }) => [id, ended]);
    expect(all).toEqual([
      [idOf(3), 'empty'],
      [idOf(1), null],
    ]);
    await removeJob(ctx, 'ada', 'kept');
    expect(await shownTo(ctx, tokenOf('1'))).toBeNull();
  });

  it('become boards, and such an instance beside this one still makes links', async ({ ctx }) => {
    await addShare(ctx.db, 4, 'kept', 4_000, null);
    expect((await shownTo(ctx, tokenOf('4')))?.items).toHaveLength(1);
    await updateShare(ctx, 'ada', idOf(4), { jobIds: ['again', 'kept'], title: 'Flat' });
    expect((await shownTo(ctx, tokenOf('4')))?.items).toHaveLength(2);
    await removeJob(ctx, 'ada', 'kept');
    expect(await getShare(ctx, 'ada', idOf(4))).toMatchObject({
      ended: null,
      jobs: [{ jobId: 'again' }],
    });
  });
});
