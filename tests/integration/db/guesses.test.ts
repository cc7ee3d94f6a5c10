import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { beginGuess, maySendMail } from '@/lib/auth/attempt-limits';
import { throttles } from '@/lib/db';
import { guessLimiter } from '@/lib/rate-limit';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

const MINUTE = 60_000;
const LIMIT = { name: 'test', free: 3, forgiveSeconds: 3_600 };

const it = test
  .extend('key', () => randomUUID())
  /** Begins a guess, and returns how long the pause is instead, ms; null if there is none. */
  .extend(
    'guess',
    ({ db, key }) =>
      () =>
        guessLimiter(db, LIMIT)
          .begin(key)
          .then(
            () => null,
            (error: { code: string; retryAfterMs: number }) => {
              expect(error.code).toBe('too_many_requests');
              return error.retryAfterMs;
            },
          ),
  )
  /** Lets time pass for a key, whose clock is the database's. */
  .extend('pass', ({ db, key }) => async (ms: number) => {
    await db
      .update(throttles)
      .set({ expiresAt: sql`${throttles.expiresAt} - ${ms}` })
      .where(eq(throttles.key, `test:${key}`));
  });

describe.each(onEachDatabase(it))('pauses between wrong guesses on $kind', ({ it }) => {
  it('begin after the free ones, and double', async ({ guess, pass }) => {
    for (let i = 0; i < LIMIT.free; i++) expect(await guess()).toBeNull();
    const pauses: number[] = [];
    for (let i = 0; i < 5; i++) {
      const pause = await guess();
      pauses.push(Math.round((pause ?? 0) / MINUTE));
      await pass(pause ?? 0);
      expect(await guess()).toBeNull();
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16]);
  });

  it('are never longer than an hour', async ({ guess, pass }) => {
    for (let i = 0; i < 12; i++) {
      const pause = await guess();
      expect(pause ?? 0).toBeLessThanOrEqual(60 * MINUTE);
      await pass(pause ?? 0);
    }
  });

  it('are forgiven with time', async ({ guess, pass }) => {
    for (let i = 0; i < LIMIT.free; i++) await guess();
    expect(await guess()).not.toBeNull();
    await pass(2 * LIMIT.forgiveSeconds * 1_000);
    expect(await guess()).toBeNull();
    expect(await guess()).toBeNull();
    expect(await guess()).not.toBeNull();
    await pass(25 * 60 * MINUTE);
    for (let i = 0; i < LIMIT.free; i++) expect(await guess()).toBeNull();
  });

  it('count concurrent guesses', async ({ guess }) => {
    const outcomes = await Promise.all(Array.from({ length: 30 }, guess));
    expect(outcomes.filter((pause) => pause === null)).toHaveLength(LIMIT.free);
  });

  it('end with a right guess, and one given back was none', async ({ db, key, guess }) => {
    const limiter = guessLimiter(db, LIMIT);
    for (let i = 0; i < 10; i++) {
      expect(await guess()).toBeNull();
      await limiter.giveBack(key);
    }
    for (let i = 0; i < LIMIT.free; i++) expect(await guess()).toBeNull();
    expect(await guess()).not.toBeNull();
    await limiter.reset(key);
    expect(await guess()).toBeNull();
  });

  it('that a wrong clock made do not last', async ({ guess, pass }) => {
    for (let i = 0; i < LIMIT.free; i++) await guess();
    await pass(-24 * 60 * MINUTE);
    expect(await guess()).toBeNull();
  });
});

describe.each(onEachDatabase(it))('guesses at an account on $kind', ({ it }) => {
  const device = 'a-device';

  it('of 50 strangers do not count for a browser that has signed in before', async ({
    db,
    key,
  }) => {
    const stranger = (n: number) => ({ client: `203.0.113.${n}`, account: key, device: null });
    for (let n = 0; n < 50; n++) await beginGuess(db, 'test', stranger(n));
    await expect(beginGuess(db, 'test', stranger(99))).rejects.toMatchObject({
      code: 'too_many_requests',
    });
    const attempt = await beginGuess(db, 'test', { ...stranger(99), device });
    await attempt.succeed();
    // Also from the network of a stranger who may not guess any more.
    for (let n = 0; n < 10; n++) await beginGuess(db, 'test', { ...stranger(1), device });
    await expect(beginGuess(db, 'test', { ...stranger(1), device })).rejects.toMatchObject({
      code: 'too_many_requests',
    });
  });

  it('of a device beyond its own are those of a stranger', async ({ db, key }) => {
    const here = { client: key, account: key, device };
    for (let n = 0; n < 20; n++) await beginGuess(db, 'test', here);
    await expect(beginGuess(db, 'test', here)).rejects.toThrow(/Too many wrong attempts/);
  });

  it('that a wider limit refuses do not use up the narrower ones', async ({ db, key }) => {
    for (let n = 0; n < 50; n++) {
      await beginGuess(db, 'test', { client: `${key}-${n}`, account: key, device: null });
    }
    const owner = { client: key, account: key, device: null };
    for (let n = 0; n < 15; n++) {
      await expect(beginGuess(db, 'test', owner)).rejects.toThrow();
    }
    const narrow = await db
      .select()
      .from(throttles)
      .where(eq(throttles.key, `test-both:${key} ${key}`));
    expect(narrow.map(({ points }) => points)).toEqual([0]);
  });
});

describe.each(onEachDatabase(it))('requested emails on $kind', ({ it }) => {
  it('of strangers do not use up those of a browser that has signed in before', async ({
    db,
    key,
  }) => {
    const sent = async (device: string | null) => {
      const outcomes: boolean[] = [];
      for (let n = 0; n < 7; n++) outcomes.push(await maySendMail(db, key, device));
      return outcomes.filter(Boolean).length;
    };
    expect(await sent(null)).toBe(5);
    expect(await sent('a-device')).toBe(5);
    expect(await sent('another-device')).toBe(5);
    // However many browsers somebody who knows the password signs in with, the mailbox is not flooded.
    const more = await Promise.all(['c', 'd', 'e'].map(sent));
    expect(more.reduce((sum, count) => sum + count, 0)).toBe(5);
  });
});
