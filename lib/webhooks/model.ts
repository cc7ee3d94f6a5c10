import type { z } from 'zod';
import type { webhookDeliveries, webhooks } from '@/lib/db';
import type { deliveryView, webhookView } from './schemas';

type WebhookRow = typeof webhooks.$inferSelect;
type DeliveryRow = typeof webhookDeliveries.$inferSelect;

/** The events that a webhook can choose. All are sent if it chooses none. */
export const WEBHOOK_EVENTS = ['job.succeeded', 'job.failed', 'share.feedback'] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Longest URL of a webhook, characters. */
export const MAX_URL_LENGTH = 2_000;
/** Why a URL cannot be that of a webhook. */
export type UrlProblem = 'not_url' | 'not_https' | 'credentials' | 'fragment' | 'too_long';

/**
 * What is wrong with the URL of a webhook; null if nothing is. Does not check for public addresses: a name can
 * resolve differently later, so each attempt checks it.
 * @param plainAllowed whether http is allowed beside https
 */
export function urlProblem(text: string, plainAllowed: boolean): UrlProblem | null {
  const url = URL.parse(text.trim());
  if (!url) return 'not_url';
  if (url.protocol !== 'https:' && !(plainAllowed && url.protocol === 'http:')) return 'not_https';
  if (url.username !== '' || url.password !== '') return 'credentials';
  if (url.href.includes('#')) return 'fragment';
  return url.href.length > MAX_URL_LENGTH ? 'too_long' : null;
}

/** Time that a receiver has to respond, ms. */
export const RECEIVER_TIMEOUT_MS = 10_000;

/** A webhook as its owner sees it, without its secret. */
export type WebhookView = z.infer<typeof webhookView>;

const DISABLED_BECAUSE: Record<NonNullable<WebhookView['disabledBy']>, string> = {
  owner: 'You disabled this webhook.',
  gone: 'The receiver responded with 410 Gone, which asks for no more deliveries.',
  failing:
    'The receiver accepted nothing for three days. Fix the receiver, send a test, then enable the webhook again.',
};

export function toWebhookView(row: WebhookRow, now: number): WebhookView {
  const hasPrevious = row.previousUntil !== null && row.previousUntil > now;
  const earlier = (row.earlierSecrets ?? []).filter(({ until }) => until > now);
  const isPaused = row.pausedUntil !== null && row.pausedUntil > now;
  const disabledBy = row.disabledAt === null ? null : (row.disabledBy ?? 'owner');
  return {
    id: row.id,
    url: row.url,
    createdAt: row.createdAt,
    enabled: row.disabledAt === null,
    disabledBy,
    disabledBecause: disabledBy && DISABLED_BECAUSE[disabledBy],
    failingSince: row.failingSince,
    pausedUntil: isPaused ? row.pausedUntil : null,
    events: row.events ?? [...WEBHOOK_EVENTS],
    previousUntil: hasPrevious ? row.previousUntil : null,
    previousSecrets: earlier.length + (hasPrevious ? 1 : 0),
  };
}

/**
 * Why the last attempt of a delivery failed. `redirect` is a 3xx response, `not_accepted` any other that is
 * not 2xx.
 */
export const DELIVERY_ERRORS = [
  'address_not_allowed',
  'timeout',
  'unreachable',
  'tls',
  'secret_unreadable',
  'redirect',
  'not_accepted',
] as const;

type DeliveryError = (typeof DELIVERY_ERRORS)[number];

/** A delivery in the log of a webhook. */
export type DeliveryView = z.infer<typeof deliveryView>;

/** Whether a status means that the receiver accepted the delivery: any 2xx (Standard Webhooks). */
export function isAccepted(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}

const STORED_ERRORS: Record<NonNullable<DeliveryRow['lastError']>, DeliveryError> = {
  refused: 'address_not_allowed',
  timeout: 'timeout',
  unreachable: 'unreachable',
  tls: 'tls',
  sealed: 'secret_unreadable',
};

function errorOf({ lastStatus, lastError }: DeliveryRow): DeliveryError | null {
  if (lastError !== null) return STORED_ERRORS[lastError];
  if (lastStatus === null || isAccepted(lastStatus)) return null;
  return lastStatus >= 300 && lastStatus < 400 ? 'redirect' : 'not_accepted';
}

function describeError(code: DeliveryError, status: number | null): string {
  const sentences: Record<DeliveryError, string> = {
    address_not_allowed:
      'The URL does not point to a public address. Deliveries to private networks are not allowed.',
    timeout: `The receiver did not respond within ${RECEIVER_TIMEOUT_MS / 1_000} seconds. Respond first and do the work afterwards.`,
    unreachable: 'The receiver could not be reached: DNS or the connection failed.',
    tls: 'The TLS certificate of the receiver is not trusted.',
    secret_unreadable:
      'The signing secret can no longer be decrypted. Rotate it and give the receiver the new one.',
    redirect: `The receiver responded with ${status}. Redirects are not followed: use the final URL.`,
    not_accepted: `The receiver responded with ${status}. Only a 2xx response counts as accepted.`,
  };
  return sentences[code];
}

function stateOf(row: DeliveryRow, now: number): DeliveryView['state'] {
  if (row.leaseUntil > now) return 'sending';
  if (row.deliveredAt !== null) return 'delivered';
  return row.nextAttemptAt === null ? 'failed' : 'waiting';
}

export function toDeliveryView(row: DeliveryRow, now: number): DeliveryView {
  const { id, type, jobId, attempts, createdAt, lastAttemptAt, nextAttemptAt } = row;
  const errorCode = errorOf(row);
  return {
    id,
    type,
    jobId,
    state: stateOf(row, now),
    attempts,
    createdAt,
    lastAttemptAt,
    nextAttemptAt,
    deliveredAt: row.deliveredAt,
    status: row.lastStatus,
    errorCode,
    error: errorCode && describeError(errorCode, row.lastStatus),
    payload: row.payload,
  };
}
