import 'server-only';
import { createHmac } from 'node:crypto';
import { getEnv } from '@/lib/env';
import { log } from '@/lib/log';
import { requestFacts } from '@/lib/request';

/** Every security event and its sentence. docs/operations.md explains them. */
const EVENTS = {
  signed_in: 'a user signed in',
  signed_out: 'a user signed out',
  signed_up: 'a user signed up',
  sign_in_failed: 'a sign-in failed',
  sign_in_confirmed: 'a user confirmed who they are',
  confirmation_failed: 'a confirmation of who a user is failed',
  sessions_ended: 'sessions of a user were ended',
  sign_up_failed: 'a sign-up failed',
  sign_in_link_requested: 'a sign-in link was requested',
  address_proved: 'an email address was proved for the first time',
  ways_in_removed: 'every way in from before the proof of the address was removed',
  token_created: 'a token was created',
  token_revoked: 'a token was revoked',
  token_rejected: 'a token was rejected',
  share_created: 'a share link was created',
  share_revoked: 'a share link was revoked',
  webhook_created: 'a webhook was created',
  webhook_enabled: 'a webhook was enabled',
  webhook_disabled: 'a webhook was disabled',
  webhook_deleted: 'a webhook was deleted',
  webhook_secret_shown: 'the secret of a webhook was shown',
  webhook_secret_rotated: 'the secret of a webhook was rotated',
  cron_rejected: 'a request with a wrong cron secret was rejected',
} as const;

export type SecurityEvent = keyof typeof EVENTS;

/** What a line may say besides who and from where: ids and fixed words, never a secret or text of a person. */
type Details = {
  /** If it is not the user of the request. */
  userId?: string | undefined;
  /** From `accountOf`. */
  account?: string | undefined;
  /** How the user signed in or tried to: `password`, `email`, or a provider. */
  method?: string;
  /** A fixed word. */
  reason?: string;
  tokenId?: string;
  shareId?: string;
  webhookId?: string;
};

const isFailure = (event: SecurityEvent) => /_(?:failed|rejected)$/.test(event);

/**
 * Writes one line about an event that matters to the security of an account: what (`security`), who (`userId`,
 * or `account` if no user is known) and from where (`from`, the client's address; absent for background work).
 * Failures have the level `warn`.
 */
export function logSecurity(event: SecurityEvent, details: Details = {}): void {
  const facts = requestFacts();
  const line = { security: event, from: facts?.from, userId: facts?.userId, ...details };
  log()[isFailure(event) ? 'warn' : 'info'](line, EVENTS[event]);
}

/**
 * Stands for an email address in the log, which has none: the same address has the same value as long as
 * NEXTAUTH_SECRET is the same, and nobody can find the address without it.
 */
export function accountOf(email: string): string {
  const { authSecret } = getEnv();
  return createHmac('sha256', authSecret)
    .update(`bottega account ${email}`)
    .digest('hex')
    .slice(0, 16);
}
