import { eq, sql } from 'drizzle-orm';
import { describe, expect, vi } from 'vitest';
import { confirmByPassword } from '@/lib/auth/confirmation';
import {
  assertConfirmed,
  endAllSessions,
  endOtherSessions,
  findSignedIn,
  listSessions,
  startSession,
} from '@/lib/auth/sessions';
import { signUp } from '@/lib/auth/sign-up';
import { sessions, users } from '@/lib/db';
import { selectTokenWithJob } from '@/lib/jobs';
import { createToken, selectToken, verifyToken } from '@/lib/tokens';
import { hashToken } from '@/lib/tokens/format';
import { PASSWORD } from '../../setup/client';
import { BROWSER } from '../../setup/context';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

vi.stubEnv('NEXTAUTH_SECRET', 'a-secret-of-the-tests'.padEnd(40, 'x'));

const MINUTE = 60_000;

const it = test
  .extend('sid', ({ ctx, userId }) => startSession(ctx, userId, BROWSER))
  /** The session's row. */
  .extend('row', ({ db, sid }) => async () => {
    const [row] = await db.select().from(sessions).where(eq(sessions.id, sid));
    return row;
  })
  .extend('disable', ({ db, ctx, userId }) => async (at: number | null = ctx.now()) => {
    await db.update(users).set({ disabledAt: at }).where(eq(users.id, userId));
  });

describe.each(onEachDatabase(it))('a session on $kind', ({ it }) => {
  it('knows how, by which browser and from where it was started', async ({ row, ctx }) => {
    expect(await row()).toMatchObject({
      method: 'password',
      userAgent: expect.stringContaining('Firefox/140.0'),
      place: '203.0.113.7',
      confirmedAt: ctx.now(),
      lastSeenAt: ctx.now(),
      needsSecondFactor: false,
    });
  });

  it('cuts what a client sends, and does without', async ({ ctx, userId, db }) => {
    const headers = new Headers({ 'user-agent': 'x'.repeat(9_000) });
    const long = await startSession(ctx, userId, { method: 'password', headers });
    const none = await startSession(ctx, userId, { method: 'email', headers: new Headers() });
    const rows = await db.select().from(sessions).where(eq(sessions.userId, userId));
    const of = (id: string) => rows.find((row) => row.id === id);
    expect(of(long)?.userAgent).toHaveLength(500);
    expect(of(none)).toMatchObject({ userAgent: null, place: null, method: 'email' });
  });

  it('of version 0.1 still signs in, and is asked to confirm', async ({ ctx, db, userId }) => {
    const id = 'v'.repeat(43);
    await db.run(sql`INSERT INTO sessions (id, user_id, created_at, expires_at)
      VALUES (${id}, ${userId}, ${ctx.now()}, ${ctx.now() + MINUTE})`);
    const user = await findSignedIn(ctx, id);
    expect(user).toMatchObject({ id: userId, role: null });
    expect(() => user && assertConfirmed(user, ctx.now())).toThrow(/Confirm that it is you/);
  });

  it('signs nobody in while a second factor is missing', async ({ ctx, db, sid }) => {
    await db.update(sessions).set({ needsSecondFactor: true }).where(eq(sessions.id, sid));
    expect(await findSignedIn(ctx, sid)).toBeNull();
  });

  it('of a disabled user signs nobody in, until the user is enabled', async ({
    ctx,
    sid,
    disable,
  }) => {
    await disable();
    expect(await findSignedIn(ctx, sid)).toBeNull();
    await disable(null);
    expect(await findSignedIn(ctx, sid)).not.toBeNull();
  });

  it('stores its last use every 15 minutes', async ({ ctx, clock, sid, row }) => {
    const seen = async () => {
      await findSignedIn(ctx, sid);
      await ctx.idle();
      return (await row())?.lastSeenAt;
    };
    const start = ctx.now();
    clock.advance(14 * MINUTE);
    expect(await seen()).toBe(start);
    clock.advance(MINUTE);
    expect(await seen()).toBe(start + 15 * MINUTE);
    clock.advance(MINUTE);
    expect(await seen()).toBe(start + 15 * MINUTE);
  });

  it('ends with the others, or alone stays', async ({ ctx, sid, userId, db }) => {
    const others = [
      await startSession(ctx, userId, BROWSER),
      await startSession(ctx, userId, BROWSER),
    ];
    await db.insert(users).values({ id: `${userId}-2`, email: `${userId}-2@example.com` });
    const foreign = await startSession(ctx, `${userId}-2`, BROWSER);
    expect(await endOtherSessions(ctx, userId, sid)).toBe(2);
    for (const other of others) expect(await findSignedIn(ctx, other)).toBeNull();
    expect(await findSignedIn(ctx, sid)).not.toBeNull();
    expect(await endAllSessions(ctx, userId)).toBe(1);
    expect(await findSignedIn(ctx, sid)).toBeNull();
    expect(await findSignedIn(ctx, foreign)).not.toBeNull();
  });
});

describe.each(onEachDatabase(it))('a confirmation on $kind', ({ it }) => {
  const known = it
    .extend('member', ({ ctx, userId }) =>
      signUp(ctx, { email: `m-${userId}@example.com`, password: PASSWORD }, userId),
    )
    .extend('session', async ({ ctx, member }) => {
      const sid = await startSession(ctx, member.id, BROWSER);
      return async () => {
        const user = await findSignedIn(ctx, sid);
        if (!user) throw new Error('The session has ended.');
        return user;
      };
    });

  known('lasts 15 minutes from the sign-in or the password', async ({ ctx, clock, session }) => {
    expect(() => assertConfirmed({ confirmedAt: 0 } as never, ctx.now())).toThrow();
    assertConfirmed(await session(), ctx.now());
    clock.advance(15 * MINUTE);
    const late = await session();
    expect(() => assertConfirmed(late, ctx.now())).toThrow(
      expect.objectContaining({ code: 'confirmation_required' }),
    );
    await confirmByPassword(ctx, late, PASSWORD);
    assertConfirmed(await session(), ctx.now());
  });

  known('from the future counts for nothing', async ({ ctx, session }) => {
    const user = await session();
    const later = { ...user, confirmedAt: ctx.now() + 60 * MINUTE };
    expect(() => assertConfirmed(later, ctx.now())).toThrow();
  });

  known('needs the right password, and few guesses', async ({ ctx, clock, session, member }) => {
    clock.advance(15 * MINUTE);
    const user = await session();
    const guess = (text: string) => confirmByPassword(ctx, user, text);
    await expect(guess('wrong guess')).rejects.toMatchObject({ code: 'wrong_password' });
    const many = await Promise.allSettled(Array.from({ length: 30 }, () => guess('wrong guess')));
    const refused = many.filter(
      (one) => one.status === 'rejected' && one.reason.code === 'too_many_requests',
    );
    expect(refused.length).toBeGreaterThanOrEqual(20);
    await expect(guess(PASSWORD)).rejects.toMatchObject({ code: 'too_many_requests' });
    // Another session of the same user is not kept out.
    const sid = await startSession(ctx, member.id, BROWSER);
    await confirmByPassword(ctx, { id: member.id, sessionId: sid }, PASSWORD);
  });
});

describe.each(onEachDatabase(it))('a token of a disabled user on $kind', ({ it }) => {
  it('is rejected, by the query of the drop-in too', async ({ ctx, userId, disable }) => {
    const { token } = await createToken(ctx, userId, {
      name: 'A script',
      scopes: ['jobs:read'],
      expiresInDays: null,
    });
    const withJob = (of: typeof ctx, hash: string) => selectTokenWithJob(of, hash, 'some-job');
    const verify = async () => [
      await verifyToken(ctx, token, selectToken),
      await verifyToken(ctx, token, withJob as never),
    ];
    for (const found of await verify()) expect(found?.token.userId).toBe(userId);
    await disable();
    expect(await verify()).toEqual([null, null]);
    expect((await selectToken(ctx, hashToken(token))).token).toMatchObject({ userId });
    await disable(null);
    for (const found of await verify()) expect(found?.token.userId).toBe(userId);
  });
});

describe.each(onEachDatabase(it))('the list of sessions on $kind', ({ it }) => {
  const AGENTS = [
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      'Safari',
      'iOS',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
      'Microsoft Edge',
      'Windows',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      'Chrome',
      'Android',
    ],
    ['<script>alert(1)</script>', null, null],
    ['', null, null],
  ] as const;

  it.for(AGENTS)(
    'names the browser in %j',
    async ([agent, browser, system], { ctx, userId, sid }) => {
      const headers = new Headers({ 'user-agent': agent, 'x-forwarded-for': '198.51.100.9' });
      const id = await startSession(ctx, userId, { method: 'password', headers });
      const [here, other] = await listSessions(ctx, { id: userId, sessionId: sid }, headers);
      expect(here).toMatchObject({ isThis: true, browser: 'Firefox', system: 'Linux' });
      expect(other).toMatchObject({ isThis: false, browser, system });
      expect(JSON.stringify([here, other])).not.toContain(sid);
      expect(JSON.stringify([here, other])).not.toContain(id);
    },
  );

  it('leaves out half, expired and foreign sessions', async ({ ctx, db, clock, userId, sid }) => {
    const half = await startSession(ctx, userId, BROWSER);
    await db.update(sessions).set({ needsSecondFactor: true }).where(eq(sessions.id, half));
    const list = () => listSessions(ctx, { id: userId, sessionId: sid }, BROWSER.headers);
    expect(await list()).toHaveLength(1);
    clock.advance(31 * 24 * 60 * MINUTE);
    expect(await list()).toEqual([]);
  });
});
