import { encode } from 'next-auth/jwt';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sessionIdIn } from '@/lib/auth/session-cookie';
import { getEnv } from '@/lib/env';

const NAME = 'next-auth.session-token';
const DAY_S = 24 * 60 * 60;

async function cookieOf(sid: string, { secret = getEnv().authSecret, maxAge = DAY_S } = {}) {
  return { name: NAME, value: await encode({ token: { sid }, secret, maxAge }) };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('the session id in a cookie', () => {
  it('is read again and again', async () => {
    const [one, other] = [await cookieOf('one'), await cookieOf('other')];
    for (const [cookie, sid] of [
      [one, 'one'],
      [other, 'other'],
      [one, 'one'],
    ] as const) {
      expect(await sessionIdIn([{ name: 'theme', value: 'dark' }, cookie], false)).toBe(sid);
    }
  });

  it('is read from the parts of a long cookie', async () => {
    const { value } = await cookieOf('long');
    const parts = [value.slice(0, 50), value.slice(50)].map((part, at) => ({
      name: `${NAME}.${at}`,
      value: part,
    }));
    for (const cookies of [parts, parts.toReversed(), parts]) {
      expect(await sessionIdIn(cookies, false)).toBe('long');
    }
  });

  it('is not read from a forged cookie, nor from the cookie of the other scheme', async () => {
    const cookie = await cookieOf('real');
    expect(await sessionIdIn([cookie], false)).toBe('real');
    const forged = { ...cookie, value: `${cookie.value.slice(0, -2)}AA` };
    const foreign = await cookieOf('real', { secret: 'another secret of 32 characters!' });
    for (const wrong of [forged, foreign, { name: NAME, value: '' }, { name: NAME, value: 'x' }]) {
      expect(await sessionIdIn([wrong], false)).toBeUndefined();
    }
    expect(await sessionIdIn([cookie], true)).toBeUndefined();
    expect(await sessionIdIn([], false)).toBeUndefined();
  });

  it('is not read once the cookie has expired, although it was read before', async () => {
    const cookie = await cookieOf('short', { maxAge: 60 });
    expect(await sessionIdIn([cookie], false)).toBe('short');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 100_000 });
    expect(await sessionIdIn([cookie], false)).toBeUndefined();
  });
});
