import { URI } from 'otpauth';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { authenticators, recoveryCodes } from '@/lib/db';
import {
  acceptCode,
  confirmAuthenticator,
  getSecondFactor,
  needsSecondFactor,
  startAuthenticator,
} from '@/lib/second-factor';
import { addUser } from '../../setup/context';
import { from, HOST, SESSION, SOURCE, STEP, shown, testPhone, wrong } from '../../setup/phone-test';
import { onEachDatabase } from '../../setup/test';

/** Loads `lib/second-factor` as in a process with other secrets. */
async function withSecrets(secret: string, previous?: string) {
  vi.resetModules();
  vi.stubEnv('NEXTAUTH_SECRET', secret);
  vi.stubEnv('NEXTAUTH_SECRET_PREVIOUS', previous);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });
  return import('@/lib/second-factor');
}

describe.each(onEachDatabase(testPhone))('an authenticator app on $kind', ({ it }) => {
  it('counts for nothing until its first code', async ({ db, ctx, userId }) => {
    const user = { id: userId, email: 'ada@example.com' };
    const first = await startAuthenticator(ctx, user, HOST);
    const { secret, uri, qr } = await startAuthenticator(ctx, user, HOST);
    expect(first.secret).not.toBe(secret);
    expect(await needsSecondFactor(db, userId)).toBe(false);
    expect(await getSecondFactor(ctx, userId)).toEqual({
      authenticator: null,
      recoveryCodesLeft: 0,
    });
    const told = URI.parse(uri);
    expect([told.issuer, told.label, told.secret.base32]).toEqual([
      `Bottega (${HOST})`,
      user.email,
      secret,
    ]);
    expect(qr.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
    const [row] = await db.select().from(authenticators);
    expect(row?.secretSealed).not.toContain(secret);
    for (const code of [first.secret, secret]) {
      await expect(acceptCode(ctx, userId, shown(code, ctx.now()), SOURCE)).resolves.toBeNull();
    }
    await expect(
      confirmAuthenticator(ctx, userId, shown(first.secret, ctx.now())),
    ).rejects.toMatchObject({ code: 'wrong_code' });
    expect(await confirmAuthenticator(ctx, userId, shown(secret, ctx.now()))).toHaveLength(10);
    expect(await needsSecondFactor(db, userId)).toBe(true);
    await expect(startAuthenticator(ctx, user, HOST)).rejects.toMatchObject({
      code: 'authenticator_exists',
    });
  });

  it('is turned on once, by one of several who send its first code', async ({
    db,
    ctx,
    userId,
  }) => {
    const { secret } = await startAuthenticator(ctx, { id: userId, email: 'a@example.com' }, HOST);
    const code = shown(secret, ctx.now());
    const outcomes = await Promise.allSettled(
      [1, 2, 3, 4].map(() => confirmAuthenticator(ctx, userId, code)),
    );
    const won = outcomes.filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
    expect(await db.select().from(recoveryCodes)).toHaveLength(10);
    const [codes] = won.map((outcome) => (outcome as PromiseFulfilledResult<string[]>).value);
    expect(await acceptCode(ctx, userId, codes?.[0] ?? '', SOURCE)).toBe('recovery');
    expect(await acceptCode(ctx, userId, code, SOURCE)).toBeNull();
  });

  it('has codes that are accepted once, within a step of the clock', async ({
    ctx,
    clock,
    userId,
    phone,
  }) => {
    const now = clock.now();
    for (const steps of [-2, 2]) {
      expect(
        await acceptCode(ctx, userId, shown(phone.secret, now + steps * STEP), SOURCE),
      ).toBeNull();
    }
    const before = shown(phone.secret, now - STEP);
    expect(await acceptCode(ctx, userId, before, SOURCE)).toBe('authenticator');
    expect(await acceptCode(ctx, userId, before, SOURCE)).toBeNull();
    const after = shown(phone.secret, now + STEP);
    expect(await acceptCode(ctx, userId, ` ${after.slice(0, 3)} ${after.slice(3)}`, SOURCE)).toBe(
      'authenticator',
    );
    // An older code than the last accepted one.
    expect(await acceptCode(ctx, userId, shown(phone.secret, now), SOURCE)).toBeNull();
    clock.advance(STEP);
    expect(await acceptCode(ctx, userId, after, SOURCE)).toBeNull();
  });

  it('lets one of many concurrent users of a code in', async ({ ctx, userId, phone }) => {
    const code = phone.code();
    const sessions = Array.from({ length: 5 }, (_, i) => `${SESSION.slice(1)}${i}`);
    const results = await Promise.all(
      sessions.map((id) => acceptCode(ctx, userId, code, from(id))),
    );
    expect(results.filter((result) => result === 'authenticator')).toHaveLength(1);
  });

  it('works again after a clock that was ahead has been set back', async ({
    ctx,
    clock,
    userId,
    phone,
  }) => {
    clock.advance(48 * 60 * 60 * 1_000);
    expect(await acceptCode(ctx, userId, phone.code(), SOURCE)).toBe('authenticator');
    clock.advance(-47 * 60 * 60 * 1_000);
    const code = phone.code();
    expect(await acceptCode(ctx, userId, code, SOURCE)).toBe('authenticator');
    expect(await acceptCode(ctx, userId, code, SOURCE)).toBeNull();
  });

  it('does not accept the codes of another user', async ({ db, ctx, phone }) => {
    const other = await addUser(db);
    for (const code of [phone.code(), phone.codes[0] ?? '']) {
      expect(await acceptCode(ctx, other, code, SOURCE)).toBeNull();
    }
  });

  it('limits guesses: of a session, then of the account', async ({ ctx, userId, clock, phone }) => {
    const guess = (session: string) =>
      acceptCode(ctx, userId, wrong(phone.secret, clock.now()), from(session));
    const busy = { code: 'too_many_requests', retryAfterMs: expect.any(Number) };
    for (let i = 0; i < 5; i++) expect(await guess(SESSION)).toBeNull();
    await expect(guess(SESSION)).rejects.toMatchObject(busy);
    // The right code does not help before the pause is over.
    await expect(acceptCode(ctx, userId, phone.code(), SOURCE)).rejects.toMatchObject(busy);
    const other = SESSION.replaceAll('s', 't');
    for (let i = 0; i < 5; i++) expect(await guess(other)).toBeNull();
    await expect(guess(SESSION.replaceAll('s', 'u'))).rejects.toMatchObject(busy);
    // A recovery code, which nobody guesses, still works.
    const third = SESSION.replaceAll('s', 'v');
    // And so does the right code in a browser that the owner has used before.
    const known = { sessionId: third, device: 'laptop' };
    clock.advance(STEP);
    expect(await acceptCode(ctx, userId, phone.code(), known)).toBe('authenticator');
    for (let i = 0; i < 5; i++) {
      expect(await acceptCode(ctx, userId, wrong(phone.secret, clock.now()), known)).toBeNull();
    }
    await expect(acceptCode(ctx, userId, '000000', known)).rejects.toMatchObject(busy);
    expect(await acceptCode(ctx, userId, phone.codes[1] ?? '', from(third))).toBe('recovery');
  });

  it('checks no more of many concurrent guesses than one after the other', async ({
    ctx,
    userId,
    clock,
    phone,
  }) => {
    const guesses = Array.from({ length: 30 }, (_, i) =>
      acceptCode(
        ctx,
        userId,
        wrong(phone.secret, clock.now()),
        from(`${SESSION.slice(2)}${10 + i}`),
      ),
    );
    const outcomes = await Promise.allSettled(guesses);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  it('counts wrong codes only', async ({ ctx, userId, clock, phone }) => {
    const guess = () => acceptCode(ctx, userId, wrong(phone.secret, clock.now()), SOURCE);
    for (let i = 0; i < 4; i++) expect(await guess()).toBeNull();
    for (let i = 0; i < 12; i++) {
      clock.advance(STEP);
      expect(await acceptCode(ctx, userId, phone.code(), SOURCE)).toBe('authenticator');
    }
    for (let i = 0; i < 4; i++) expect(await guess()).toBeNull();
    clock.advance(STEP);
    expect(await acceptCode(ctx, userId, phone.code(), SOURCE)).toBe('authenticator');
  });

  it('keeps its codes and recovery codes through a rotation of the secret', async ({
    ctx,
    userId,
    phone,
  }) => {
    const old = String(process.env.NEXTAUTH_SECRET);
    const next = 'another-secret-of-the-tests-0123456789';
    const rotated = await withSecrets(next, old);
    expect(await rotated.acceptCode(ctx, userId, phone.code(), SOURCE)).toBe('authenticator');
    const lost = await withSecrets(next);
    const { authenticator } = await lost.getSecondFactor(ctx, userId);
    expect(authenticator).toMatchObject({ readable: false });
    await expect(lost.acceptCode(ctx, userId, phone.code(), SOURCE)).rejects.toMatchObject({
      code: 'authenticator_unreadable',
    });
    expect(await lost.needsSecondFactor(ctx.db, userId)).toBe(true);
    expect(await lost.acceptCode(ctx, userId, phone.codes[0] ?? '', SOURCE)).toBe('recovery');
    // It can be removed and set up anew.
    await lost.removeAuthenticator(ctx, userId);
    const user = { id: userId, email: 'a@example.com' };
    const { secret } = await lost.startAuthenticator(ctx, user, HOST);
    await lost.confirmAuthenticator(ctx, userId, shown(secret, ctx.now()));
  });
});
