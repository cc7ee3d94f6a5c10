import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/context';
import { tokens, users } from '@/lib/db';
import {
  createToken,
  listTokens,
  newTokenSchema,
  revokeToken,
  selectToken,
  verifyToken,
} from '@/lib/tokens';
import { newToken } from '@/lib/tokens/format';
import { addUser, startClock, testContext } from '../../setup/context';
import { databases, type FreshDatabase, freshDatabase } from '../../setup/temp-db';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const verify = async (ctx: Context, token: string) =>
  (await verifyToken(ctx, token, selectToken))?.token ?? null;
const input = (more: object = {}) => newTokenSchema.parse({ name: 'CI', ...more });

describe.each(databases)('personal tokens on %s', (kind) => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase(kind);
  });
  afterAll(() => fresh.close());

  const setUp = async (more: object = {}) => {
    const clock = startClock();
    const ctx = testContext(fresh.db, 'http://127.0.0.1:9/v1', clock);
    const userId = await addUser(fresh.db);
    const { token, view } = await createToken(ctx, userId, input(more));
    return { clock, ctx, userId, token, view };
  };

  it('identify the user and the scopes', async () => {
    const { ctx, userId, token, view } = await setUp({ scopes: ['jobs:write', 'jobs:read'] });
    expect(await verify(ctx, token)).toEqual({
      id: view.id,
      userId,
      scopes: ['jobs:read', 'jobs:write'],
    });
  });

  it('are rejected unless they match exactly', async () => {
    const { ctx, token } = await setUp();
    const body = token.slice(0, -6);
    for (const other of [newToken(), `${body}000000`, token.slice(0, -1), body, '', `${token} `]) {
      expect(await verify(ctx, other)).toBeNull();
    }
  });

  it('are listed for their owner only, newest first', async () => {
    const { clock, ctx, userId, token, view } = await setUp();
    clock.advance(1_000);
    const { view: second } = await createToken(ctx, userId, input({ expiresInDays: null }));
    expect(await listTokens(ctx, userId)).toEqual([second, view]);
    expect(second.expiresAt).toBeNull();
    expect(token.startsWith(view.prefix)).toBe(true);
    expect(await listTokens(ctx, await addUser(fresh.db))).toEqual([]);
  });

  it('expire to the millisecond, or never', async () => {
    const { clock, ctx, userId, token, view } = await setUp({ expiresInDays: 7 });
    const { token: endless } = await createToken(ctx, userId, input({ expiresInDays: null }));
    expect(view.expiresAt).toBe(view.createdAt + 7 * DAY);
    clock.advance(7 * DAY - 1);
    expect(await verify(ctx, token)).not.toBeNull();
    clock.advance(1);
    expect(await verify(ctx, token)).toBeNull();
    clock.advance(1_000 * DAY);
    expect(await verify(ctx, endless)).not.toBeNull();
  });

  it('are revoked by their owner only, and deleted with their user', async () => {
    const { ctx, userId, token, view } = await setUp();
    const stranger = await addUser(fresh.db);
    await expect(revokeToken(ctx, stranger, view.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await verify(ctx, token)).not.toBeNull();
    await revokeToken(ctx, userId, view.id);
    expect(await verify(ctx, token)).toBeNull();
    await expect(revokeToken(ctx, userId, view.id)).rejects.toMatchObject({ code: 'not_found' });

    const { token: second } = await createToken(ctx, userId, input());
    await fresh.db.delete(users).where(eq(users.id, userId));
    expect(await verify(ctx, second)).toBeNull();
  });

  it('store their last use at most every 15 minutes under concurrent use', async () => {
    const { clock, ctx, userId, token } = await setUp();
    const lastUse = async () => (await listTokens(ctx, userId))[0]?.lastUsedAt;
    const useMany = async () => {
      await Promise.all(Array.from({ length: 20 }, () => verify(ctx, token)));
      await ctx.idle();
    };
    expect(await lastUse()).toBeNull();
    const first = clock.now();
    await useMany();
    expect(await lastUse()).toBe(first);
    clock.advance(15 * MINUTE - 1);
    await useMany();
    expect(await lastUse()).toBe(first);
    clock.advance(1);
    await useMany();
    expect(await lastUse()).toBe(first + 15 * MINUTE);
  });

  it('are limited to 50 per user, even if created concurrently', async () => {
    const { ctx, userId } = await setUp();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, () => createToken(ctx, userId, input())),
    );
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(11);
    expect(refused[0]).toMatchObject({ reason: { code: 'too_many_tokens' } });
    expect(await listTokens(ctx, userId)).toHaveLength(50);
  });

  it('are not stored in the database', async () => {
    const { ctx, token } = await setUp();
    await verify(ctx, token);
    await ctx.idle();
    const secret = token.slice('bottega_pat_'.length + 4, -6);
    const rows = JSON.stringify(await fresh.db.select().from(tokens));
    expect(rows).toContain(token.slice(0, 16));
    expect(rows).not.toContain(secret.slice(0, 12));
    if (fresh.path === undefined) return;
    const folder = dirname(fresh.path);
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(files.join('')).toContain(token.slice(0, 16));
    expect(files.join('')).not.toContain(secret.slice(0, 12));
  });
});
