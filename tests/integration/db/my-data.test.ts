import { count, eq, sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { startSession } from '@/lib/auth/sessions';
import * as database from '@/lib/db';
import { addJob } from '@/lib/jobs';
import { deleteMyAccount, exportMyData, summarizeMyAccount } from '@/lib/my-data';
import { CONTENTS, userColumns } from '@/lib/my-data/contents';
import { LARGE_FILES } from '@/lib/my-data/large-files';
import { SMALL_FILES } from '@/lib/my-data/small-files';
import { logSecurity } from '@/lib/security-log';
import { createJobShare } from '@/lib/shares';
import { createToken } from '@/lib/tokens';
import { addUser } from '../../setup/context';
import { testLib as test } from '../../setup/lib-test';
import { addJobs } from '../../setup/many-jobs';
import { onEachDatabase } from '../../setup/test';
import { unzip } from '../../setup/unzip';

const ORIGIN = 'https://bottega.example';
const done = {
  kind: 'json',
  body: '{"status":"success","output":"https://a.example/x.png","n":12345678901234567890}',
} as const;

const lines = (file = '') =>
  file
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const it = test.extend('exported', ({ ctx }) => async (userId: string) => {
  const parts: Uint8Array[] = [];
  for await (const part of exportMyData(ctx, { userId, origin: ORIGIN })) parts.push(part);
  const files = Object.entries(unzip(Buffer.concat(parts)));
  return Object.fromEntries(files.map(([name, content]) => [name, content.toString()]));
});

describe('the export', () => {
  it('has every column that refers to a user, or says why not', () => {
    expect(Object.keys(CONTENTS).sort()).toEqual([...new Set(userColumns())].sort());
    const files = Object.values(CONTENTS).flatMap((content) =>
      'files' in content ? content.files : [],
    );
    const written = [...Object.keys(SMALL_FILES), ...Object.keys(LARGE_FILES)];
    expect(written).toEqual(expect.arrayContaining(files));
  });
});

describe.each(onEachDatabase(it))('the export of my data on $kind', ({ it }) => {
  it('has everything of mine, nothing of others, and no secret', async ({
    db,
    ctx,
    upstream,
    userId,
    exported,
  }) => {
    const other = await addUser(db);
    const id = upstream.add(done);
    await addJob(ctx, userId, id);
    const theirs = upstream.add(done);
    await addJob(ctx, other, theirs);
    const { token } = await createToken(ctx, userId, {
      name: 'CI',
      scopes: ['jobs:read'],
      expiresInDays: 90,
    });
    const share = await createJobShare(ctx, userId, id);
    await db.insert(database.shareFeedback).values({
      id: 'f1',
      shareId: share.id,
      kind: 'comment',
      visitorHash: 'SECRET-visitor',
      name: 'Ada',
      text: 'Yes.',
      createdAt: ctx.now(),
    });
    const session = await startSession(ctx, userId, { method: 'password', headers: new Headers() });
    const at = ctx.now();
    await db.insert(database.passwords).values({ userId, hash: 'SECRET-hash', updatedAt: at });
    await db.insert(database.accounts).values({
      userId,
      type: 'oauth',
      provider: 'github',
      providerAccountId: '4711',
      access_token: 'SECRET-access',
      refresh_token: 'SECRET-refresh',
      id_token: 'SECRET-id',
      label: 'ada@example.com',
    });
    await db.insert(database.webhooks).values({
      id: 'w1',
      userId,
      url: 'https://hooks.example/x',
      origin: ORIGIN,
      secretSealed: 'SECRET-sealed',
      previousSealed: 'SECRET-previous',
      createdAt: at,
    });
    await db.insert(database.webhookDeliveries).values({
      id: 'd1',
      webhookId: 'w1',
      userId,
      type: 'webhook.test',
      payload: '{"type":"webhook.test"}',
      createdAt: at,
    });
    await db
      .insert(database.authenticators)
      .values({ userId, secretSealed: 'SECRET-totp', createdAt: at });
    await db.insert(database.recoveryCodes).values({ userId, codeHash: 'SECRET-code' });
    await db.insert(database.passkeys).values({
      id: 'SECRET-passkey',
      userId,
      publicKey: Buffer.from('SECRET-key'),
      counter: 1,
      name: 'My phone',
      createdAt: at,
    });
    await db.insert(database.accountLinks).values({
      tokenHash: 'SECRET-link',
      purpose: 'change_email',
      userId,
      email: 'new@example.com',
      createdAt: at,
      expiresAt: at + 1,
    });
    await db.insert(database.invitations).values({
      id: 'SECRET-invitation',
      tokenHash: 'SECRET-invited',
      email: 'grace@example.com',
      invitedBy: userId,
      createdAt: at,
      expiresAt: at + 1,
    });
    await logSecurity(ctx, 'signed_in', { userId, method: 'password' });
    await logSecurity(ctx, 'signed_in', { userId: other, method: 'password' });

    const files = await exported(userId);
    expect(Object.keys(files).sort()).toEqual(
      ['README.txt', ...Object.keys(SMALL_FILES), ...Object.keys(LARGE_FILES)].sort(),
    );
    for (const name of Object.keys(files)) {
      if (name !== 'README.txt') expect(files['README.txt']).toContain(name);
    }
    const json = (name: string) => JSON.parse(files[name] ?? '');
    expect(json('profile.json')).toMatchObject({ id: userId, email: `${userId}@example.com` });
    expect(json('ways-in.json')).toMatchObject({
      password: [{ setAt: at }],
      accounts: [{ provider: 'github', label: 'ada@example.com' }],
      recoveryCodes: [{ usedAt: null }],
      passkeys: [{ name: 'My phone' }],
      links: [{ email: 'new@example.com' }],
    });
    expect(json('sessions.json')).toMatchObject([{ method: 'password' }]);
    expect(json('tokens.json')).toMatchObject([{ name: 'CI', scopes: ['jobs:read'] }]);
    expect(json('webhooks.json')).toMatchObject([{ url: 'https://hooks.example/x' }]);
    expect(json('invitations.json')).toMatchObject([{ email: 'grace@example.com', byYou: true }]);
    expect(lines(files['shares.jsonl'])).toMatchObject([
      { jobIds: [id], revokedAt: null, hasPassword: false, showsBefore: true },
    ]);
    expect(lines(files['share-feedback.jsonl'])).toMatchObject([{ text: 'Yes.', name: 'Ada' }]);
    expect(lines(files['webhook-deliveries.jsonl'])).toMatchObject([
      { id: 'd1', payload: '{"type":"webhook.test"}' },
    ]);
    expect(lines(files['jobs.jsonl'])).toMatchObject([{ id, url: `${ORIGIN}/jobs/${id}` }]);
    expect(files['jobs.jsonl']).toContain(done.body);
    expect(files['jobs.csv']?.split('\r\n')).toHaveLength(3);
    const events = lines(files['security-events.jsonl']);
    expect(events.map(({ event }) => event)).toContain('signed_in');
    expect(events.every(({ aboutYou, byYou }) => aboutYou || byYou)).toBe(true);

    const everything = Object.values(files).join('\n');
    for (const secret of [
      'SECRET',
      token,
      session,
      String(share.path).split('/').at(-1),
      theirs,
      other,
    ]) {
      expect(everything).not.toContain(secret);
    }
  });

  it('has thousands of jobs, once each, and reads no more once nobody takes it', async ({
    db,
    ctx,
    userId,
    exported,
  }) => {
    const ids = Array.from({ length: 1_234 }, (_, n) => `mine-${userId}-${n}`);
    await addJobs(
      db,
      userId,
      ids.map((id, n) => ({ id, at: 1_790_000_000_000 + n })),
    );
    const files = await exported(userId);
    expect(
      lines(files['jobs.jsonl'])
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...ids].sort());
    expect(files['jobs.csv']?.trimEnd().split('\r\n')).toHaveLength(1_235);

    const begun = exportMyData(ctx, { userId, origin: ORIGIN });
    await begun.next();
    expect(() => exportMyData(ctx, { userId, origin: ORIGIN })).toThrow('exported already');
    await begun.return();
    await expect(exported(userId)).resolves.toHaveProperty('profile.json');
  });
});

describe.each(onEachDatabase(it))('the deletion of my account on $kind', ({ it }) => {
  it('leaves the jobs of others, and nothing of mine', async ({ db, ctx, upstream, userId }) => {
    const other = await addUser(db);
    const [mine, ours] = [upstream.add(done), upstream.add(done)];
    await addJob(ctx, userId, mine);
    await addJob(ctx, userId, ours);
    await addJob(ctx, other, ours);
    await createJobShare(ctx, userId, mine);
    expect(await summarizeMyAccount(ctx, userId)).toEqual({
      jobs: 2,
      shares: 1,
      tokens: 0,
      webhooks: 0,
    });
    expect(await deleteMyAccount(ctx, userId, ORIGIN)).toEqual({ done: true });
    const [left] = await db
      .select({ n: count() })
      .from(database.users)
      .where(eq(database.users.id, userId));
    expect(left?.n).toBe(0);
    const rows = await db
      .select({ jobId: database.entries.jobId })
      .from(database.entries)
      .where(sql`${database.entries.jobId} IN (${mine}, ${ours})`);
    expect(rows).toEqual([{ jobId: ours }]);
  });

  it('is refused to the last operator', async ({ db, ctx, userId }) => {
    await db.update(database.users).set({ role: 'user' });
    await db.update(database.users).set({ role: 'operator' }).where(eq(database.users.id, userId));
    await expect(deleteMyAccount(ctx, userId, ORIGIN)).rejects.toMatchObject({
      code: 'last_operator',
    });
  });
});
