import 'server-only';
import { createHmac } from 'node:crypto';
import type { Context } from '@/lib/context';
import { securityEvents } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { log } from '@/lib/log';
import { requestFacts } from '@/lib/request';
import { type EventRow, shareLine } from './failures';
import { EVENTS, isByAnybody, isFailure, type SecurityEvent } from './model';

/** What a line may say besides who and from where: ids and fixed words, never a secret or text of a person. */
export type Details = {
  /** Whom it is about, if it is not the user of the request. */
  userId?: string | undefined;
  /** The operator who did it, if it is not the user whom it is about. */
  by?: string | undefined;
  /** From `accountOf`. */
  account?: string | undefined;
  /** How the user signed in or tried to: `password`, `email`, or a provider. */
  method?: string;
  /** What was shown besides: `authenticator`, `recovery` or `passkey`. */
  factor?: string;
  /** A fixed word. */
  reason?: string;
  tokenId?: string;
  shareId?: string;
  webhookId?: string;
  invitationId?: string;
};

type Data = Pick<Context, 'db' | 'now'> & Partial<Pick<Context, 'defer'>>;

function rowOf(now: number, event: SecurityEvent, details: Details): EventRow {
  const facts = requestFacts();
  const { userId = facts?.userId, by, account, ...rest } = details;
  return {
    at: now,
    event,
    aboutUser: userId ?? null,
    byUser: by ?? null,
    account: account ?? null,
    from: facts?.from ?? null,
    details: Object.keys(rest).length > 0 ? rest : null,
  };
}

/** Writes the line of an event: what (`security`), who (`userId`, or `account` if no user is known) and from where (`from`, the client's network; absent for background work). */
function writeLine(event: SecurityEvent, details: Details): void {
  const facts = requestFacts();
  const line = { security: event, from: facts?.from, userId: facts?.userId, ...details };
  log()[isFailure(event) ? 'warn' : 'info'](line, EVENTS[event]);
}

/**
 * Records an event that matters to the security of an account: a line in the process's log, and a row that
 * operators see. Await it before the change is acknowledged. What anybody can cause is stored a moment later,
 * and equal events share a row (`failures.ts`): a flood costs neither room nor the time of others.
 *
 * @throws DatabaseError if the row cannot be written, except for what anybody can cause
 */
export async function logSecurity(
  ctx: Data,
  event: SecurityEvent,
  details: Details = {},
): Promise<void> {
  writeLine(event, details);
  const row = rowOf(ctx.now(), event, details);
  if (isByAnybody(event)) shareLine(ctx, row);
  else await ctx.db.insert(securityEvents).values(row);
}

/**
 * Stands for an email address in the log, which has none: the same address has the same value as long as
 * NEXTAUTH_SECRET is the same, and nobody can find the address without it.
 */
export function accountOf(email: string): string {
  return hashOf(email, getEnv().authSecret);
}

/** What stands for an address in lines since the last rotation of the secret, and in those before it. */
export function accountsOf(email: string): string[] {
  return getEnv().readableSecrets.map((secret) => hashOf(email, secret));
}

function hashOf(email: string, secret: string): string {
  return createHmac('sha256', secret).update(`bottega account ${email}`).digest('hex').slice(0, 16);
}
