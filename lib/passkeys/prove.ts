import 'server-only';
import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, passkeys, users } from '@/lib/db';
import { errorName } from '@/lib/errors';
import { log } from '@/lib/log';
import { logSecurity } from '@/lib/security-log';
import {
  CHALLENGE_MS,
  challengeFinder,
  createChallenge,
  type Purpose,
  useChallenge,
} from './challenge';
import { credentialsOf } from './list';
import type { RelyingParty } from './relying-party';
import type { Assertion } from './schemas';

type Data = Pick<Context, 'db' | 'now'> & Partial<Pick<Context, 'defer'>>;
type Passkey = typeof passkeys.$inferSelect;

/**
 * Options with which a browser asks for a passkey: for a sign-in any of this server, else one of the user's. Writes
 * nothing.
 */
export async function proofOptions({ db, now }: Data, purpose: Purpose, party: RelyingParty) {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: createChallenge(purpose, now()),
    timeout: CHALLENGE_MS,
    userVerification: 'required',
    ...(purpose.kind !== 'sign_in' && {
      allowCredentials: await credentialsOf({ db }, purpose.userId),
    }),
  });
}

async function findPasskey(db: Db, id: string, purpose: Purpose): Promise<Passkey | null> {
  const [row] = await db
    .select({ passkey: passkeys, disabledAt: users.disabledAt })
    .from(passkeys)
    .innerJoin(users, eq(users.id, passkeys.userId))
    .where(eq(passkeys.id, id));
  if (!row || row.disabledAt !== null) return null;
  if (purpose.kind !== 'sign_in' && row.passkey.userId !== purpose.userId) return null;
  return row.passkey;
}

/** Whether the authenticator says that the passkey is this user's; a sign-in without an address depends on it. */
function namesOwner({ response }: Assertion, { userId }: Passkey, purpose: Purpose): boolean {
  if (response.userHandle === undefined) return purpose.kind !== 'sign_in';
  return Buffer.from(response.userHandle, 'base64url').toString() === userId;
}

/** Checks the signature, and what was signed. Null if it is not valid. */
async function verify(
  response: Assertion,
  passkey: Passkey,
  purpose: Purpose,
  party: RelyingParty,
  now: number,
) {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { found, isRight } = challengeFinder(purpose, now);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...response, clientExtensionResults: {} } as never,
      expectedChallenge: isRight,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(passkey.publicKey),
        // `useCounter` compares the counter, in one statement.
        counter: 0,
      },
      requireUserVerification: true,
    });
    if (!verified || !found.answered) return null;
    return { counter: authenticationInfo.newCounter, answered: found.answered };
  } catch (error) {
    // The library's messages repeat what the browser sent.
    log().debug({ error: errorName(error) }, 'a passkey is not valid');
    return null;
  }
}

/**
 * Stores the counter of an authenticator that counts its signatures. False if it has not grown since the last one:
 * then there are two of it (WebAuthn, section 6.1.1). Authenticators that do not count always say 0.
 */
async function useCounter(db: Db, { id }: Passkey, counter: number, now: number): Promise<boolean> {
  const hasGrown = sql`(${passkeys.counter} < ${counter} OR (${passkeys.counter} = 0 AND ${counter} = 0))`;
  const used = await db
    .update(passkeys)
    .set({ counter, lastUsedAt: now })
    .where(and(eq(passkeys.id, id), hasGrown))
    .returning({ id: passkeys.id });
  return used.length > 0;
}

/**
 * Accepts the proof of a passkey, once.
 *
 * @param response of the browser to `proofOptions` with the same purpose
 * @returns the id of the passkey's owner; null if the proof is not valid, which is logged
 */
export async function provePasskey(
  ctx: Data,
  purpose: Purpose,
  party: RelyingParty,
  response: Assertion,
): Promise<string | null> {
  const { db } = ctx;
  const at = ctx.now();
  const passkey = await findPasskey(db, response.id, purpose);
  const fail = async (reason: string) => {
    await logSecurity(ctx, 'passkey_rejected', { userId: passkey?.userId, reason });
    return null;
  };
  if (!passkey || !namesOwner(response, passkey, purpose)) return fail('unknown');
  const proof = await verify(response, passkey, purpose, party, at);
  if (!proof || !(await useChallenge({ db }, proof.answered, passkey.userId)))
    return fail('not_valid');
  if (!(await useCounter(db, passkey, proof.counter, at))) return fail('counter_not_grown');
  return passkey.userId;
}
