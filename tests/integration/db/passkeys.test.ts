import { eq } from 'drizzle-orm';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { passkeyChallenges, recoveryCodes, users } from '@/lib/db';
import { assertion, listPasskeys, type Purpose, proofOptions, provePasskey } from '@/lib/passkeys';
import { acceptCode, needsSecondFactor } from '@/lib/second-factor';
import { createAuthenticator } from '../../setup/authenticator';
import { addUser } from '../../setup/context';
import { ORIGIN, PARTY, SESSION, SIGN_IN, testPasskeys } from '../../setup/passkey-test';
import { onEachDatabase } from '../../setup/test';

describe.each(onEachDatabase(testPasskeys))('a passkey on $kind', ({ it }) => {
  it('signs its owner in, alone', async ({ ctx, userId, device, prove }) => {
    expect(await prove()).toBe(userId);
    expect(await listPasskeys(ctx, userId)).toEqual([
      { id: device.id, name: 'Laptop', createdAt: ctx.now(), lastUsedAt: ctx.now() },
    ]);
    expect(await prove()).toBe(userId);
  });

  it('is a second factor, with recovery codes for its loss, made once', async ({
    db,
    ctx,
    userId,
    add,
  }) => {
    expect(await needsSecondFactor(db, userId)).toBe(false);
    const { recoveryCodes: codes } = await add();
    expect(codes).toHaveLength(10);
    expect(await needsSecondFactor(db, userId)).toBe(true);
    expect((await add()).recoveryCodes).toBeNull();
    expect(
      await acceptCode(ctx, userId, codes?.[3] ?? '', { sessionId: SESSION, device: null }),
    ).toBe('recovery');
    expect(await db.select().from(recoveryCodes)).toHaveLength(10);
  });

  it('is refused unless all that was signed is right', async ({ userId, prove }) => {
    const lies = [
      { origin: 'https://evil.example' },
      { origin: 'http://bottega.example.com' },
      { origin: 'https://bottega.example.com:8443' },
      { rpId: 'evil.example' },
      { userVerified: false },
      { challenge: Buffer.alloc(54).toString('base64url') },
      { challenge: '' },
      { userHandle: undefined },
      { userHandle: Buffer.from('somebody else').toString('base64url') },
    ];
    for (const lie of lies) expect(await prove(lie), JSON.stringify(lie)).toBeNull();
    expect(await prove()).toBe(userId);
  });

  it('is refused with a changed signature, and unknown', async ({ ctx, device, add }) => {
    const options = await proofOptions(ctx, SIGN_IN, PARTY);
    const response = assertion.parse(device.prove(options));
    const other = createAuthenticator(ORIGIN);
    await add(other);
    const { signature } = other.prove(options).response;
    const forged = { ...response, response: { ...response.response, signature } };
    expect(await provePasskey(ctx, SIGN_IN, PARTY, forged)).toBeNull();
    const unknown = assertion.parse(createAuthenticator(ORIGIN).prove(options));
    expect(await provePasskey(ctx, SIGN_IN, PARTY, unknown)).toBeNull();
    expect(await provePasskey(ctx, SIGN_IN, PARTY, response)).not.toBeNull();
  });

  it('proves once per challenge, for one of several at once', async ({ ctx, userId, device }) => {
    const options = await proofOptions(ctx, SIGN_IN, PARTY);
    const response = assertion.parse(device.prove(options));
    const all = [1, 2, 3, 4].map(() => provePasskey(ctx, SIGN_IN, PARTY, response));
    expect((await Promise.all(all)).filter(Boolean)).toEqual([userId]);
    expect(await provePasskey(ctx, SIGN_IN, PARTY, response)).toBeNull();
  });

  it('answers within five minutes', async ({ ctx, clock, userId, device }) => {
    const ask = async (waitMs: number) => {
      const options = await proofOptions(ctx, SIGN_IN, PARTY);
      clock.advance(waitMs);
      return provePasskey(ctx, SIGN_IN, PARTY, assertion.parse(device.prove(options)));
    };
    expect(await ask(5 * 60_000 - 1)).toBe(userId);
    expect(await ask(5 * 60_000)).toBeNull();
    // A challenge of a clock that was ahead.
    expect(await ask(-60 * 60_000)).toBeNull();
  });

  it('answers for one purpose, user and session only', async ({ db, ctx, userId, device }) => {
    const stranger = await addUser(db);
    const mine = { userId, sessionId: SESSION };
    const purposes: Purpose[] = [
      SIGN_IN,
      { kind: 'confirm', ...mine },
      { kind: 'second_factor', ...mine },
      { kind: 'confirm', userId, sessionId: SESSION.replaceAll('s', 't') },
      { kind: 'confirm', userId: stranger, sessionId: SESSION },
      { kind: 'add', ...mine },
    ];
    for (const asked of purposes) {
      const response = assertion.parse(device.prove(await proofOptions(ctx, asked, PARTY)));
      for (const used of purposes.filter((purpose) => purpose !== asked)) {
        expect(await provePasskey(ctx, used, PARTY, response)).toBeNull();
      }
      const isTheirs = asked.kind === 'sign_in' || asked.userId === userId;
      expect(await provePasskey(ctx, asked, PARTY, response)).toBe(isTheirs ? userId : null);
    }
  });

  it('is refused once its counter has not grown, which means a copy', async ({ userId, prove }) => {
    expect(await prove({ counter: 5 })).toBe(userId);
    expect(await prove({ counter: 5 })).toBeNull();
    expect(await prove({ counter: 4 })).toBeNull();
    expect(await prove({ counter: 0 })).toBeNull();
    expect(await prove({ counter: 6 })).toBe(userId);
    const both = await Promise.all([prove({ counter: 7 }), prove({ counter: 7 })]);
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  it('does not sign in a disabled user', async ({ db, userId, prove }) => {
    await db.update(users).set({ disabledAt: 1 }).where(eq(users.id, userId));
    expect(await prove()).toBeNull();
  });

  it('outlives a rotation of the secret, and so does a challenge with the previous one', async ({
    ctx,
    userId,
    device,
  }) => {
    const options = await proofOptions(ctx, SIGN_IN, PARTY);
    const old = String(process.env.NEXTAUTH_SECRET);
    const load = async (previous: string | undefined) => {
      vi.resetModules();
      vi.stubEnv('NEXTAUTH_SECRET', 'another-secret-of-the-tests-0123456789');
      vi.stubEnv('NEXTAUTH_SECRET_PREVIOUS', previous);
      return import('@/lib/passkeys');
    };
    onTestFinished(() => {
      vi.unstubAllEnvs();
      vi.resetModules();
    });
    const response = () => assertion.parse(device.prove(options));
    const lost = await load(undefined);
    expect(await lost.provePasskey(ctx, SIGN_IN, PARTY, response())).toBeNull();
    const rotated = await load(old);
    expect(await rotated.provePasskey(ctx, SIGN_IN, PARTY, response())).toBe(userId);
    const later = await load(undefined);
    const fresh = await later.proofOptions(ctx, SIGN_IN, PARTY);
    const answer = assertion.parse(device.prove(fresh));
    expect(await later.provePasskey(ctx, SIGN_IN, PARTY, answer)).toBe(userId);
  });

  it('writes nothing for challenges that nobody answers', async ({ db, ctx, prove }) => {
    for (let i = 0; i < 20; i++) await proofOptions(ctx, SIGN_IN, PARTY);
    await prove({ origin: 'https://evil.example' });
    // The one row is of the passkey that was added.
    expect(await db.select().from(passkeyChallenges)).toHaveLength(1);
  });
});
