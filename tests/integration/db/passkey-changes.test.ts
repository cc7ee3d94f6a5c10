import { describe, expect } from 'vitest';
import { accounts, passkeys, passwords, recoveryCodes, securityEvents } from '@/lib/db';
import {
  addPasskey,
  assertion,
  countPasskeys,
  deletePasskey,
  listPasskeys,
  newCredential,
  newPasskeyOptions,
  renamePasskey,
} from '@/lib/passkeys';
import { needsSecondFactor } from '@/lib/second-factor';
import { createAuthenticator } from '../../setup/authenticator';
import { addUser } from '../../setup/context';
import { type Changes, ORIGIN, PARTY, SESSION, testPasskeys } from '../../setup/passkey-test';
import { onEachDatabase } from '../../setup/test';

const rejected = { code: 'passkey_rejected' };

describe.each(onEachDatabase(testPasskeys))('adding a passkey on $kind', ({ it }) => {
  it('asks for one that signs in alone, and for none of the user’s own', async ({
    ctx,
    owner,
    device,
  }) => {
    const options = await newPasskeyOptions(ctx, owner, PARTY);
    expect(options).toMatchObject({
      rp: { id: 'bottega.example.com' },
      attestation: 'none',
      excludeCredentials: [{ id: device.id }],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  });

  it('refuses a response that is not right, and one that is sent twice', async ({
    ctx,
    db,
    owner,
    add,
  }) => {
    const options = await newPasskeyOptions(ctx, owner, PARTY);
    const lies: Changes[] = [
      { origin: 'https://evil.example' },
      { rpId: 'evil.example' },
      { userVerified: false },
      { challenge: options.challenge.slice(1) },
    ];
    for (const lie of lies) {
      await expect(add(createAuthenticator(ORIGIN), lie)).rejects.toMatchObject(rejected);
    }
    const input = () => ({
      name: 'Laptop',
      credential: newCredential.parse(createAuthenticator(ORIGIN).create(options)),
    });
    const other = { ...owner, sessionId: SESSION.replaceAll('s', 't') };
    await expect(addPasskey(ctx, other, PARTY, input())).rejects.toMatchObject(rejected);
    const all = [1, 2, 3].map(() => addPasskey(ctx, owner, PARTY, input()));
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await countPasskeys(db, owner.id)).toBe(1);
  });

  it('refuses certificates without reading them, since they contain addresses to call', async ({
    add,
  }) => {
    const attStmt = new Map<string, unknown>([
      ['alg', -7],
      ['sig', new Uint8Array(8)],
      ['x5c', [new Uint8Array(8)]],
    ]);
    for (const fmt of ['packed', 'fido-u2f', 'tpm', 'none']) {
      await expect(add(createAuthenticator(ORIGIN), { fmt, attStmt })).rejects.toMatchObject(
        rejected,
      );
    }
    await expect(add(createAuthenticator(ORIGIN), { fmt: 'apple' })).rejects.toMatchObject(
      rejected,
    );
  });

  it('refuses a passkey that somebody else has', async ({ db, add, device, owner }) => {
    const other = { ...owner, id: await addUser(db) };
    await expect(add(device, {}, other)).rejects.toMatchObject(rejected);
    expect(await countPasskeys(db, other.id)).toBe(0);
    expect(await needsSecondFactor(db, other.id)).toBe(false);
  });

  it('stops at ten, also for several at once', async ({ db, userId, add }) => {
    for (let i = 0; i < 8; i++) await add();
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => add()));
    const failed = outcomes.filter(({ status }) => status === 'rejected');
    expect(failed).toHaveLength(2);
    expect(failed[0]).toMatchObject({ reason: { code: 'too_many_passkeys' } });
    expect(await countPasskeys(db, userId)).toBe(10);
  });

  it('leaves no key or challenge in the security log', async ({ db, device, prove }) => {
    await prove();
    const log = JSON.stringify(await db.select().from(securityEvents));
    expect(log).toContain('passkey_added');
    expect(log).not.toContain(device.id);
  });
});

describe.each(onEachDatabase(testPasskeys))('changing a passkey on $kind', ({ it }) => {
  it('renames and deletes one’s own only', async ({ db, ctx, userId, device }) => {
    const stranger = await addUser(db);
    const missing = { code: 'not_found' };
    await expect(renamePasskey(ctx, stranger, device.id, 'Mine')).rejects.toMatchObject(missing);
    await expect(deletePasskey(ctx, stranger, device.id)).rejects.toMatchObject(missing);
    await expect(renamePasskey(ctx, userId, 'unknown', 'Mine')).rejects.toMatchObject(missing);
    expect(await renamePasskey(ctx, userId, device.id, 'Phone')).toMatchObject({ name: 'Phone' });
  });

  it('never deletes the last way in', async ({ db, ctx, userId, device, add }) => {
    const last = { code: 'last_way_in' };
    await expect(deletePasskey(ctx, userId, device.id)).rejects.toMatchObject(last);
    // An issuer that this server does not offer is no way in.
    await db
      .insert(accounts)
      .values({ userId, type: 'oauth', provider: 'github', providerAccountId: '1' });
    await expect(deletePasskey(ctx, userId, device.id)).rejects.toMatchObject(last);
    const { passkey } = await add();
    const both = [device.id, passkey.id].map((id) => deletePasskey(ctx, userId, id));
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await db.insert(passwords).values({ userId, hash: 'x', updatedAt: 1 });
    const [left] = await listPasskeys(ctx, userId);
    await deletePasskey(ctx, userId, left?.id ?? '');
    expect(await db.select().from(passkeys)).toEqual([]);
    expect(await db.select().from(recoveryCodes)).toEqual([]);
  });
});

describe('a response of a browser', () => {
  const device = createAuthenticator(ORIGIN);
  const proof = device.prove({ challenge: 'x' });
  const made = device.create({ challenge: 'x' });
  const long = 'A'.repeat(70_000);

  testPasskeys.for([
    ['no object', 'x'],
    ['a long id', { ...proof, id: long }],
    ['a long signature', { ...proof, response: { ...proof.response, signature: long } }],
    ['a list', [proof]],
    ['another type', { ...proof, type: 'password' }],
    ['bytes that are none', { ...proof, rawId: '%' }],
  ] as [string, unknown][])('is bounded: %s', ([, value]) => {
    expect(assertion.safeParse(value).success).toBe(false);
  });

  testPasskeys.for([
    ['a long attestation', { ...made, response: { ...made.response, attestationObject: long } }],
    [
      'many transports',
      { ...made, response: { ...made.response, transports: Array(99).fill('usb') } },
    ],
  ] as [string, unknown][])('is bounded: %s', ([, value]) => {
    expect(newCredential.safeParse(value).success).toBe(false);
  });
});
