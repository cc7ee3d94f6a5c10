import 'server-only';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from '@/lib/context';
import { passkeyChallenges } from '@/lib/db';
import { getEnv } from '@/lib/env';

/**
 * How a passkey may sign, by COSE's numbers: EdDSA, ES256 and RS256, one of which every authenticator can. The library
 * would add ML-DSA, which is an experiment in Node and warns.
 */
export const ALGORITHMS = [-8, -7, -257];

/** How long a browser may take, ms. */
export const CHALLENGE_MS = 5 * 60 * 1_000;
/** Readings of the clock differ by this much. */
const TOLERANCE_MS = 5_000;

/** What a challenge is for. A response to it proves nothing else, to nobody else, in no other session. */
export type Purpose =
  | { kind: 'sign_in' }
  | { kind: 'add' | 'confirm' | 'second_factor'; userId: string; sessionId: string };

const NONCE_BYTES = 16;
const TIME_BYTES = 6;
const MAC_BYTES = 32;
const BODY_BYTES = NONCE_BYTES + TIME_BYTES;
const FORM = new RegExp(`^[A-Za-z0-9_-]{${Math.ceil(((BODY_BYTES + MAC_BYTES) * 4) / 3)}}$`);

function macOf(body: Buffer, purpose: Purpose, secret: string): Buffer {
  const bound = purpose.kind === 'sign_in' ? [] : [purpose.userId, purpose.sessionId];
  return createHmac('sha256', secret)
    .update(`bottega passkey challenge\n${[purpose.kind, ...bound].join('\n')}\n`)
    .update(body)
    .digest();
}

/**
 * A challenge: random bytes, when it ends, and a MAC over these and its purpose. Nothing is stored, so that asking
 * for challenges without end fills no table.
 */
export function createChallenge(purpose: Purpose, now: number): Uint8Array<ArrayBuffer> {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeUIntBE(now + CHALLENGE_MS, 0, TIME_BYTES);
  const body = Buffer.concat([randomBytes(NONCE_BYTES), time]);
  return new Uint8Array(Buffer.concat([body, macOf(body, purpose, getEnv().authSecret)]));
}

/** When a challenge ends, ms UTC; null if it is not ours, has ended, or was made for something else. */
function challengeEnd(challenge: string, purpose: Purpose, now: number): number | null {
  if (!FORM.test(challenge)) return null;
  const bytes = Buffer.from(challenge, 'base64url');
  const body = bytes.subarray(0, BODY_BYTES);
  const mac = bytes.subarray(BODY_BYTES);
  const isOurs = getEnv().readableSecrets.some((secret) =>
    timingSafeEqual(mac, macOf(body, purpose, secret)),
  );
  if (!isOurs) return null;
  const end = body.readUIntBE(NONCE_BYTES, TIME_BYTES);
  return end > now && end <= now + CHALLENGE_MS + TOLERANCE_MS ? end : null;
}

/** A challenge that a response answers, and when it ends, ms UTC. */
export type Answered = { challenge: string; endsAt: number };

/** Finds the challenge of a response, for the library, which asks whether it is the right one. */
export function challengeFinder(purpose: Purpose, now: number) {
  const found: { answered: Answered | null } = { answered: null };
  const isRight = (challenge: string): boolean => {
    const endsAt = challengeEnd(challenge, purpose, now);
    if (endsAt !== null) found.answered = { challenge, endsAt };
    return endsAt !== null;
  };
  return { found, isRight };
}

/** Uses a challenge up. One statement: of several responses to it, one gets true. */
export async function useChallenge(
  { db }: Pick<Context, 'db'>,
  { challenge, endsAt }: Answered,
  userId: string,
): Promise<boolean> {
  const used = await db
    .insert(passkeyChallenges)
    .values({ challenge, userId, expiresAt: endsAt })
    .onConflictDoNothing()
    .returning({ challenge: passkeyChallenges.challenge });
  return used.length > 0;
}
