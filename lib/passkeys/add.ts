import 'server-only';
import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, type Db, isLiveSession, passkeys, recoveryCodes } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { replaceCodes } from '@/lib/second-factor';
import { logSecurity } from '@/lib/security-log';
import { ALGORITHMS, CHALLENGE_MS, createChallenge, type Purpose, useChallenge } from './challenge';
import { credentialsOf } from './list';
import { MAX_PASSKEYS, type PasskeyView } from './model';
import { passkeyRejected, type RelyingParty } from './relying-party';
import type { NewCredential } from './schemas';
import { verifyNew } from './verify-new';

type Data = Pick<Context, 'db' | 'now'> & Partial<Pick<Context, 'defer'>>;
type Owner = { id: string; email: string; name: string | null; sessionId: string };

const purposeOf = ({ id, sessionId }: Owner): Purpose => ({ kind: 'add', userId: id, sessionId });

/**
 * Options with which a browser makes a passkey: one that signs in without an email address, behind a fingerprint,
 * face or PIN. Attestation is not asked for: any authenticator is welcome.
 */
export async function newPasskeyOptions({ db, now }: Data, owner: Owner, party: RelyingParty) {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  return generateRegistrationOptions({
    rpName: 'Bottega',
    rpID: party.id,
    userID: new TextEncoder().encode(owner.id),
    userName: owner.email,
    userDisplayName: owner.name ?? owner.email,
    challenge: createChallenge(purposeOf(owner), now()),
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: await credentialsOf({ db }, owner.id),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

type NewRow = typeof passkeys.$inferInsert;

/** The statement that stores a passkey unless its owner has ten, or somebody has this one, or the session has ended. */
function insertPasskey(
  db: Db,
  { id, userId, publicKey, counter, transports, ...row }: NewRow,
  sessionId: string,
) {
  const ofUser = sql`SELECT count(*) FROM ${passkeys} WHERE ${passkeys.userId} = ${userId}`;
  return db
    .insert(passkeys)
    .select(
      sql`SELECT ${id}, ${userId}, ${publicKey}, ${counter}, ${JSON.stringify(transports)}, ${row.name},
        ${row.createdAt}, NULL WHERE (${ofUser}) < ${MAX_PASSKEYS} AND ${isLiveSession(sessionId)}`,
    )
    .onConflictDoNothing()
    .returning({ id: passkeys.id });
}

/**
 * Stores a passkey. It signs in alone, and beside other ways it is a second factor: a user without recovery codes
 * gets ten, in case the passkey is lost.
 *
 * @param credential the browser's response to `newPasskeyOptions`
 * @returns the recovery codes, this once; null if there are some already
 * @throws AppError `passkey_rejected`; `too_many_passkeys` if the user has 10
 */
export async function addPasskey(
  ctx: Data,
  owner: Owner,
  party: RelyingParty,
  { name, credential: response }: { name: string; credential: NewCredential },
): Promise<{ passkey: PasskeyView; recoveryCodes: string[] | null }> {
  const { db } = ctx;
  const at = ctx.now();
  const userId = owner.id;
  const verified = await verifyNew(response, purposeOf(owner), party, at);
  if (!verified || !(await useChallenge({ db }, verified.answered, userId))) {
    await logSecurity(ctx, 'passkey_rejected', { userId, reason: 'not_valid' });
    throw passkeyRejected();
  }
  const { id, publicKey, counter, transports = [] } = verified.credential;
  const row = {
    id,
    userId,
    publicKey: Buffer.from(publicKey),
    counter,
    transports,
    name,
    createdAt: at,
  };
  const isStored = and(
    eq(passkeys.id, id),
    eq(passkeys.userId, userId),
    eq(passkeys.createdAt, at),
  );
  const { codes, forget, keep } = replaceCodes(
    db,
    userId,
    sql`EXISTS (SELECT 1 FROM ${passkeys} WHERE ${isStored}) AND NOT EXISTS (SELECT 1 FROM ${recoveryCodes}
      WHERE ${recoveryCodes.userId} = ${userId} AND ${recoveryCodes.usedAt} IS NULL)`,
  );
  const [inserted, , kept] = await batch(db, [
    insertPasskey(db, row, owner.sessionId),
    forget,
    keep,
  ]);
  if (inserted.length === 0) throw await refusal(db, id);
  await logSecurity(ctx, 'passkey_added', { userId });
  const passkey = { id, name, createdAt: at, lastUsedAt: null };
  return { passkey, recoveryCodes: kept.length > 0 ? codes : null };
}

async function refusal(db: Db, id: string): Promise<AppError> {
  const taken = await db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.id, id));
  if (taken.length > 0) return passkeyRejected();
  return new AppError(
    'too_many_passkeys',
    `You have reached the limit of ${MAX_PASSKEYS} passkeys. Delete one that you no longer need.`,
  );
}
