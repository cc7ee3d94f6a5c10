import { eq } from 'drizzle-orm';
import { Secret, TOTP, URI } from 'otpauth';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { authenticators, recoveryCodes, securityEvents } from '@/lib/db';
import {
  acceptCode,
  confirmAuthenticator,
  getSecondFactor,
  makeRecoveryCodes,
  needsSecondFactor,
  removeAuthenticator,
  removeSecondFactors,
  startAuthenticator,
} from '@/lib/second-factor';
import { testClean as test } from '../../setup/clean-test';
import { addUser } from '../../setup/context';
import { onEachDatabase } from '../../setup/test';

const STEP = 30_000;
const HOST = 'bottega.example.com';
const SESSION = 's'.repeat(43);

/** The code that an app shows at a time. */
const shown = (secret: string, at: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });

/** A code that is none of those around a time. */
function wrong(secret: string, at: number): string {
  const near = [-2, -1, 0, 1, 2].map((steps) => shown(secret, at + steps * STEP));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find(
    (code) => !near.includes(code),
  ) as string;
}

const withApp = test.extend('phone', async ({ ctx, clock, userId }) => {
  const { secret } = await startAuthenticator(ctx, { id: userId, email: 'a@example.com' }, HOST);
  const codes = await confirmAuthenticator(ctx, userId, shown(secret, clock.now()));
  clock.advance(2 * STEP);
  return { secret, codes, code: () => shown(secret, clock.now()) };
});

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

describe.each(onEachDatabase(withApp))('an authenticator app on $kind', ({ it }) => {
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
      await expect(acceptCode(ctx, userId, shown(code, ctx.now()), SESSION)).resolves.toBeNull();
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
    expect(await acceptCode(ctx, userId, codes?.[0] ?? '', SESSION)).toBe('recovery');
    expect(await acceptCode(ctx, userId, code, SESSION)).toBeNull();
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
        await acceptCode(ctx, userId, shown(phone.secret, now + steps * STEP), SESSION),
      ).toBeNull();
    }
    const before = shown(phone.secret, now - STEP);
    expect(await acceptCode(ctx, userId, before, SESSION)).toBe('authenticator');
    expect(await acceptCode(ctx, userId, before, SESSION)).toBeNull();
    const after = shown(phone.secret, now + STEP);
    expect(await acceptCode(ctx, userId, ` ${after.slice(0, 3)} ${after.slice(3)}`, SESSION)).toBe(
      'authenticator',
    );
    // An older code than the last accepted one.
    expect(await acceptCode(ctx, userId, shown(phone.secret, now), SESSION)).toBeNull();
    clock.advance(STEP);
    expect(await acceptCode(ctx, userId, after, SESSION)).toBeNull();
  });

  it('lets one of many concurrent users of a code in', async ({ ctx, userId, phone }) => {
    const code = phone.code();
    const sessions = Array.from({ length: 5 }, (_, i) => `${SESSION.slice(1)}${i}`);
    const results = await Promise.all(sessions.map((id) => acceptCode(ctx, userId, code, id)));
    expect(results.filter((result) => result === 'authenticator')).toHaveLength(1);
  });

  it('works again after a clock that was ahead has been set back', async ({
    ctx,
    clock,
    userId,
    phone,
  }) => {
    clock.advance(48 * 60 * 60 * 1_000);
    expect(await acceptCode(ctx, userId, phone.code(), SESSION)).toBe('authenticator');
    clock.advance(-47 * 60 * 60 * 1_000);
    const code = phone.code();
    expect(await acceptCode(ctx, userId, code, SESSION)).toBe('authenticator');
    expect(await acceptCode(ctx, userId, code, SESSION)).toBeNull();
  });

  it('does not accept the codes of another user', async ({ db, ctx, phone }) => {
    const other = await addUser(db);
    for (const code of [phone.code(), phone.codes[0] ?? '']) {
      expect(await acceptCode(ctx, other, code, SESSION)).toBeNull();
    }
  });

  it('limits guesses: of a session, then of the account', async ({ ctx, userId, clock, phone }) => {
    const guess = (session: string) =>
      acceptCode(ctx, userId, wrong(phone.secret, clock.now()), session);
    const busy = { code: 'too_many_requests', retryAfterMs: expect.any(Number) };
    for (let i = 0; i < 5; i++) expect(await guess(SESSION)).toBeNull();
    await expect(guess(SESSION)).rejects.toMatchObject(busy);
    // The right code does not help before the pause is over.
    await expect(acceptCode(ctx, userId, phone.code(), SESSION)).rejects.toMatchObject(busy);
    const other = SESSION.replaceAll('s', 't');
    for (let i = 0; i < 5; i++) expect(await guess(other)).toBeNull();
    await expect(guess(SESSION.replaceAll('s', 'u'))).rejects.toMatchObject(busy);
    // A recovery code, which nobody guesses, still works.
    const third = SESSION.replaceAll('s', 'v');
    expect(await acceptCode(ctx, userId, phone.codes[1] ?? '', third)).toBe('recovery');
  });

  it('checks no more of many concurrent guesses than one after the other', async ({
    ctx,
    userId,
    clock,
    phone,
  }) => {
    const guesses = Array.from({ length: 30 }, (_, i) =>
      acceptCode(ctx, userId, wrong(phone.secret, clock.now()), `${SESSION.slice(2)}${10 + i}`),
    );
    const outcomes = await Promise.allSettled(guesses);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  it('counts wrong codes only', async ({ ctx, userId, clock, phone }) => {
    const guess = () => acceptCode(ctx, userId, wrong(phone.secret, clock.now()), SESSION);
    for (let i = 0; i < 4; i++) expect(await guess()).toBeNull();
    for (let i = 0; i < 12; i++) {
      clock.advance(STEP);
      expect(await acceptCode(ctx, userId, phone.code(), SESSION)).toBe('authenticator');
    }
    for (let i = 0; i < 4; i++) expect(await guess()).toBeNull();
    clock.advance(STEP);
    expect(await acceptCode(ctx, userId, phone.code(), SESSION)).toBe('authenticator');
  });

  it('keeps its codes and recovery codes through a rotation of the secret', async ({
    ctx,
    userId,
    phone,
  }) => {
    const old = String(process.env.NEXTAUTH_SECRET);
    const next = 'another-secret-of-the-tests-0123456789';
    const rotated = await withSecrets(next, old);
    expect(await rotated.acceptCode(ctx, userId, phone.code(), SESSION)).toBe('authenticator');
    const lost = await withSecrets(next);
    const { authenticator } = await lost.getSecondFactor(ctx, userId);
    expect(authenticator).toMatchObject({ readable: false });
    await expect(lost.acceptCode(ctx, userId, phone.code(), SESSION)).rejects.toMatchObject({
      code: 'authenticator_unreadable',
    });
    expect(await lost.needsSecondFactor(ctx.db, userId)).toBe(true);
    expect(await lost.acceptCode(ctx, userId, phone.codes[0] ?? '', SESSION)).toBe('recovery');
    // It can be removed and set up anew.
    await lost.removeAuthenticator(ctx, userId);
    const user = { id: userId, email: 'a@example.com' };
    const { secret } = await lost.startAuthenticator(ctx, user, HOST);
    await lost.confirmAuthenticator(ctx, userId, shown(secret, ctx.now()));
  });
});

describe.each(onEachDatabase(withApp))('recovery codes on $kind', ({ it }) => {
  it('are used once each, by one of several', async ({ ctx, userId, phone }) => {
    expect(new Set(phone.codes).size).toBe(10);
    const [first = '', second = ''] = phone.codes;
    expect(first).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    const results = await Promise.all(
      [1, 2, 3].map(() => acceptCode(ctx, userId, first.toLowerCase(), SESSION)),
    );
    expect(results.filter(Boolean)).toEqual(['recovery']);
    expect(await acceptCode(ctx, userId, second.replaceAll('-', ' '), SESSION)).toBe('recovery');
    expect((await getSecondFactor(ctx, userId)).recoveryCodesLeft).toBe(8);
  });

  it('are stored as hashes, and stop working when new ones are made', async ({
    db,
    ctx,
    userId,
    phone,
  }) => {
    const stored = JSON.stringify(await db.select().from(recoveryCodes));
    for (const code of phone.codes) expect(stored).not.toContain(code.replaceAll('-', ''));
    const made = await makeRecoveryCodes(ctx, userId);
    expect(await acceptCode(ctx, userId, phone.codes[0] ?? '', SESSION)).toBeNull();
    expect(await acceptCode(ctx, userId, made[0] ?? '', SESSION)).toBe('recovery');
    expect(await db.select().from(recoveryCodes)).toHaveLength(10);
  });

  it('are not made for a user without a second factor, and go with it', async ({
    db,
    ctx,
    userId,
    phone,
  }) => {
    expect(phone.codes).toHaveLength(10);
    await removeAuthenticator(ctx, userId);
    expect(await db.select().from(recoveryCodes)).toEqual([]);
    await expect(makeRecoveryCodes(ctx, userId)).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(removeAuthenticator(ctx, userId)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe.each(onEachDatabase(withApp))('the second factor on $kind', ({ it }) => {
  it('can be removed whole by an operator', async ({ db, ctx, userId, phone }) => {
    const operator = await addUser(db);
    expect(await removeSecondFactors(ctx, userId, operator)).toBe(true);
    expect(await removeSecondFactors(ctx, userId, operator)).toBe(false);
    expect(await needsSecondFactor(db, userId)).toBe(false);
    expect(await acceptCode(ctx, userId, phone.codes[0] ?? '', SESSION)).toBeNull();
    const events = await db
      .select()
      .from(securityEvents)
      .where(eq(securityEvents.event, 'second_factor_removed'));
    expect(events).toMatchObject([{ aboutUser: userId, byUser: operator }]);
  });

  it('leaves no secret or code in the security log', async ({ db, ctx, userId, phone }) => {
    const code = phone.code();
    await acceptCode(ctx, userId, code, SESSION);
    await acceptCode(ctx, userId, phone.codes[0] ?? '', SESSION);
    const log = JSON.stringify(await db.select().from(securityEvents));
    expect(log).toContain('recovery_code_used');
    for (const secret of [phone.secret, code, ...phone.codes]) expect(log).not.toContain(secret);
  });
});
