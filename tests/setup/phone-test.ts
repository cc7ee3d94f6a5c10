import { Secret, TOTP } from 'otpauth';
import { confirmAuthenticator, startAuthenticator } from '@/lib/second-factor';
import { testClean as test } from './clean-test';

export const STEP = 30_000;
export const HOST = 'bottega.example.com';
export const SESSION = 's'.repeat(43);
/** An unknown browser. */
export const from = (sessionId: string) => ({ sessionId, device: null });
export const SOURCE = from(SESSION);

/** The code that an app shows at a time. */
export const shown = (secret: string, at: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });

/** A code that is none of those around a time. */
export function wrong(secret: string, at: number): string {
  const near = [-2, -1, 0, 1, 2].map((steps) => shown(secret, at + steps * STEP));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find(
    (code) => !near.includes(code),
  ) as string;
}

/** `testClean` with a user who has an authenticator app. */
export const testPhone = test.extend('phone', async ({ ctx, clock, userId }) => {
  const { secret } = await startAuthenticator(ctx, { id: userId, email: 'a@example.com' }, HOST);
  const codes = await confirmAuthenticator(ctx, userId, shown(secret, clock.now()));
  clock.advance(2 * STEP);
  return { secret, codes, code: () => shown(secret, clock.now()) };
});
