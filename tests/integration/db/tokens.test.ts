import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
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
import { addUser } from '../../setup/context';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const verify = async (ctx: Context, token: string) =>
  (await verifyToken(ctx, token, selectToken))?.token ?? null;

const withCreate = test.extend(
  'create',
  ({ ctx, userId }) =>
    (more: object = {}) =>
      createToken(ctx, userId, newTokenSchema.parse({ name: 'CI', ...more })),
);

describe.each(onEachDatabase(withCreate))('personal tokens on $kind', ({ it }) => {
  it('identify the user and the scopes', async ({ ctx, userId, create }) => {
    const { token, view } = await create({ scopes: ['jobs:write', 'jobs:read'] });
    expect(await verify(ctx, token)).toEqual({
      id: view.id,
      userId,
      scopes: ['jobs:read', 'jobs:write'],
    });
  });

  it('are rejected unless they match exactly', async ({ ctx, create }) => {
    const { token } = await create();
    const body = token.slice(0, -6);
    for (const other of [newToken(), `${body}000000`, token.slice(0, -1), body, '', `${token} `]) {
      expect(await verify(ctx, other)).toBeNull();
    }
  });

  it('are listed for their owner only, newest first', async ({
    db,
    clock,
    ctx,
    userId,
    create,
  }) => {
    const { token, view } = await create();
    clock.advance(1_000);
    const { view: second } = await create({ expiresInDays: null });
    expect(await listTokens(ctx, userId)).toEqual([second, view]);
    expect(second.expiresAt).toBeNull();
    expect(token.startsWith(view.prefix)).toBe(true);
    expect(await listTokens(ctx, await addUser(db))).toEqual([]);
  });

  it('expire to the millisecond, or never', async ({ clock, ctx, create }) => {
    const { token, view } = await create({ expiresInDays: 7 });
    const { token: endless } = await create({ expiresInDays: null });
    expect(view.expiresAt).toBe(view.createdAt + 7 * DAY);
    clock.advance(7 * DAY - 1);
    expect(await verify(ctx, token)).not.toBeNull();
    clock.advance(1);
    expect(await verify(ctx, token)).toBeNull();
    clock.advance(1_000 * DAY);
    expect(await verify(ctx, endless)).not.toBeNull();
  });

  it('are revoked by their owner only, and deleted with their user', async ({
    db,
    ctx,
    userId,
    create,
  }) => {
    const { token, view } = await create();
    const stranger = await addUser(db);
    await expect(revokeToken(ctx, stranger, view.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await verify(ctx, token)).not.toBeNull();
    await revokeToken(ctx, userId, view.id);
    expect(await verify(ctx, token)).toBeNull();
    await expect(revokeToken(ctx, userId, view.id)).rejects.toMatchObject({ code: 'not_found' });

    const { token: second } = await create();
    await db.delete(users).where(eq(users.id, userId));
    expect(await verify(ctx, second)).toBeNull();
  });

  it('store their last use at most every 15 minutes under concurrent use', async ({
    clock,
    ctx,
    userId,
    create,
  }) => {
    const { token } = await create();
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

  it('are limited to 50 per user, even if created concurrently', async ({
    ctx,
    userId,
    create,
  }) => {
    await create();
    const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => create()));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(11);
    expect(refused[0]).toMatchObject({ reason: { code: 'too_many_tokens' } });
    expect(await listTokens(ctx, userId)).toHaveLength(50);
  });

  it('are not stored in the database', async ({ database, db, ctx, create }) => {
    const { token } = await create();
    await verify(ctx, token);
    await ctx.idle();
    const secret = token.slice('bottega_pat_'.length + 4, -6);
    const rows = JSON.stringify(await db.select().from(tokens));
    expect(rows).toContain(token.slice(0, 16));
    expect(rows).not.toContain(secret.slice(0, 12));
    if (database.path === undefined) return;
    const folder = dirname(database.path);
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(files.join('')).toContain(token.slice(0, 16));
    expect(files.join('')).not.toContain(secret.slice(0, 12));
  });
});
