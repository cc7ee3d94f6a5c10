import { sessions } from '@/lib/db';
import {
  addPasskey,
  assertion,
  newCredential,
  newPasskeyOptions,
  type Purpose,
  proofOptions,
  provePasskey,
  relyingParty,
} from '@/lib/passkeys';
import { createAuthenticator } from './authenticator';
import { testClean as test } from './clean-test';

export const ORIGIN = 'https://bottega.example.com';
export const PARTY = relyingParty(ORIGIN);
export const SIGN_IN: Purpose = { kind: 'sign_in' };
export const SESSION = 's'.repeat(43);

export type Changes = Parameters<ReturnType<typeof createAuthenticator>['create']>[1];

/** `testClean` with a user who has passkeys. */
export const testPasskeys = test
  .extend('owner', async ({ ctx, db, userId }) => {
    const at = ctx.now();
    const session = { id: SESSION, userId, createdAt: at, expiresAt: at + 3_600_000 };
    await db
      .insert(sessions)
      .values(session)
      .onConflictDoUpdate({ target: sessions.id, set: session });
    return { id: userId, email: 'ada@example.com', name: null, sessionId: SESSION };
  })
  /** Adds a passkey of an authenticator to the owner. */
  .extend(
    'add',
    ({ ctx, owner }) =>
      async (device = createAuthenticator(ORIGIN), lies: Changes = {}, who = owner) => {
        const options = await newPasskeyOptions(ctx, who, PARTY);
        const credential = newCredential.parse(device.create(options, lies));
        return addPasskey(ctx, who, PARTY, { name: 'Laptop', credential });
      },
  )
  /** An authenticator whose passkey is the owner's. */
  .extend('device', async ({ add }) => {
    const device = createAuthenticator(ORIGIN);
    await add(device);
    return device;
  })
  /** Asks for a proof, and accepts the device's response. */
  .extend(
    'prove',
    ({ ctx, device }) =>
      async (lies: Parameters<typeof device.prove>[1] = {}, purpose: Purpose = SIGN_IN) => {
        const options = await proofOptions(ctx, purpose, PARTY);
        return provePasskey(ctx, purpose, PARTY, assertion.parse(device.prove(options, lies)));
      },
  );
