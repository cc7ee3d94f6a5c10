import 'server-only';
import { hash } from 'node:crypto';
import type { Db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { type GuessLimit, guessLimiter, rateLimiter } from '@/lib/rate-limit';

const MINUTE = 60;
const QUARTER = 15 * MINUTE;
const HOUR = 60 * MINUTE;

/** What one wrong guess counts against. */
type Counted = { limit: GuessLimit; key: string };

/** An attempt that counts as wrong until `succeed`. */
type Attempt = { succeed: () => Promise<void> };

/** Who makes an attempt at the secret of an account. */
type Attempter = {
  /** From `clientAddress`. */
  client: string;
  /** The account: a user's id, or the address where no user is known. */
  account: string;
  /** From `readDevice`. */
  device: string | null;
};

/**
 * Counts an attempt as wrong before the secret is checked, so that concurrent attempts are limited too. What
 * does not begin is not counted. A success resets the first, narrowest counter and gives back to the others.
 * @throws AppError `too_many_requests`
 */
async function begin(db: Db, counted: Counted[]): Promise<Attempt> {
  const limiters = counted.map(({ limit, key }) => ({ limiter: guessLimiter(db, limit), key }));
  const begun: typeof limiters = [];
  try {
    for (const one of limiters) {
      await one.limiter.begin(one.key);
      begun.push(one);
    }
  } catch (error) {
    for (const { limiter, key } of begun) await limiter.giveBack(key);
    throw error;
  }
  const [narrowest, ...wider] = limiters;
  return {
    async succeed() {
      await narrowest?.limiter.reset(narrowest.key);
      for (const { limiter, key } of wider) await limiter.giveBack(key);
    },
  };
}

const isLimit = (error: unknown) => error instanceof AppError && error.code === 'too_many_requests';

/**
 * Begins an attempt to guess a secret of an account from outside, such as its password. Ten wrong guesses of one
 * client at one account, 50 at one account and 100 of one client are free; then pauses grow, see `guessLimiter`.
 * In a browser in which somebody has signed in to the account before, the guesses of strangers count for nothing:
 * it has ten of its own.
 *
 * @param secret separates the counters of different secrets
 * @throws AppError `too_many_requests`
 */
export async function beginGuess(
  db: Db,
  secret: string,
  { client, account, device }: Attempter,
): Promise<Attempt> {
  if (device !== null) {
    const limit = { name: `${secret}-device`, free: 10, forgiveSeconds: 30 * MINUTE };
    const attempt = begin(db, [{ limit, key: `${account} ${device}` }]);
    const refused = await attempt.then(
      () => null,
      (error: unknown) => error,
    );
    // A device that guesses too often is a stranger like others.
    if (!isLimit(refused)) return attempt;
  }
  return begin(db, [
    {
      limit: { name: `${secret}-both`, free: 10, forgiveSeconds: 30 * MINUTE },
      key: `${account} ${client}`,
    },
    { limit: { name: `${secret}-account`, free: 50, forgiveSeconds: 5 * MINUTE }, key: account },
    { limit: { name: `${secret}-client`, free: 100, forgiveSeconds: 30 }, key: client },
  ]);
}

/**
 * Begins an attempt to confirm who the user of a session is: ten wrong ones of a session are free. Other sessions are
 * not kept out.
 * @throws AppError `too_many_requests`
 */
export function beginConfirmation(db: Db, sessionId: string): Promise<Attempt> {
  const limit = { name: 'confirm', free: 10, forgiveSeconds: 30 * MINUTE };
  return begin(db, [{ limit, key: hash('sha256', sessionId, 'base64url') }]);
}

/** Counts a sign-up: 20 an hour for one client. Throws AppError `too_many_requests`. */
export async function countSignUp(db: Db, client: string): Promise<void> {
  await rateLimiter(db, { name: 'sign-up', points: 20, seconds: HOUR }).consume(client);
}

/**
 * Counts an email that a client requests: 20 in 15 minutes. A browser in which somebody has signed in to the account
 * before is not held up by others of its network.
 * @param device from `deviceFor`
 * @throws AppError `too_many_requests`
 */
export async function countMailRequest(
  db: Db,
  client: string,
  device: string | null,
): Promise<void> {
  if (device !== null) return;
  await rateLimiter(db, { name: 'mail-client', points: 20, seconds: QUARTER }).consume(client);
}

/** Emails to one address in 15 minutes. */
const MAILS = {
  strangers: { name: 'mail', points: 5, seconds: QUARTER },
  device: { name: 'mail-device', points: 5, seconds: QUARTER },
  allDevices: { name: 'mail-devices', points: 15, seconds: QUARTER },
};

/**
 * Whether one more requested email may be sent to an address, so that the app cannot be used to flood a mailbox:
 * five in 15 minutes, and five more to a browser in which its owner has signed in before, so that strangers cannot
 * use up the owner's; 15 to all such browsers. The answer to the request must not depend on it: the emails before
 * work too.
 * @param device from `deviceFor`
 */
export async function maySendMail(db: Db, email: string, device: string | null): Promise<boolean> {
  try {
    if (device === null) {
      await rateLimiter(db, MAILS.strangers).consume(email);
    } else {
      await rateLimiter(db, MAILS.device).consume(`${email} ${device}`);
      await rateLimiter(db, MAILS.allDevices).consume(email);
    }
    return true;
  } catch (error) {
    if (isLimit(error)) return false;
    throw error;
  }
}
