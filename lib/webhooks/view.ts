import type { z } from 'zod';
import type { webhooks } from '@/lib/db';
import { DEADLINE_MS, type DeliveryRow } from './claim';
import type * as schemas from './schemas';
import { isAccepted, type SendError } from './send';

type WebhookRow = typeof webhooks.$inferSelect;

export type WebhookView = z.infer<typeof schemas.webhookView>;

const DISABLED: Record<NonNullable<WebhookRow['disabledBy']>, string> = {
  owner: 'You have disabled it.',
  gone: 'The receiver answered 410 Gone, which asks not to be called again.',
  failing:
    'It took nothing for three days. Mend the receiver, send a test, and enable it again here.',
};

/** What its owner may see of a webhook: all but the secret. */
export function webhookView(row: WebhookRow, now: number): WebhookView {
  const previous = row.previousUntil !== null && row.previousUntil > now;
  return {
    id: row.id,
    url: row.url,
    createdAt: row.createdAt,
    enabled: row.disabledAt === null,
    disabledBecause: row.disabledAt === null ? null : DISABLED[row.disabledBy ?? 'owner'],
    failingSince: row.failingSince,
    previousUntil: previous ? row.previousUntil : null,
  };
}

export type DeliveryView = z.infer<typeof schemas.deliveryView>;

const ERROR: Record<SendError, string> = {
  refused: 'The address is not a public one: Bottega does not call private networks.',
  timeout: `No answer came within ${DEADLINE_MS / 1_000} seconds. Answer first, work afterwards.`,
  unreachable: 'The receiver could not be reached: no such name, or the connection broke.',
  tls: 'The receiver has no certificate that can be trusted.',
  sealed:
    'The signing secret can no longer be read here. Change it, and give the receiver the new one.',
};

function errorOf({ lastStatus, lastError }: DeliveryRow): string | null {
  if (lastError !== null) return ERROR[lastError];
  if (lastStatus === null || isAccepted({ status: lastStatus })) return null;
  if (lastStatus >= 300 && lastStatus < 400) {
    return `The receiver answered ${lastStatus}: redirects are not followed. Give the address where it ends.`;
  }
  return `The receiver answered ${lastStatus}; only 2xx counts as taken.`;
}

function stateOf(row: DeliveryRow, now: number): DeliveryView['state'] {
  if (row.leaseUntil > now) return 'sending';
  if (row.deliveredAt !== null) return 'delivered';
  return row.nextAttemptAt === null ? 'failed' : 'waiting';
}

/** A delivery as the log shows it at `now`. */
export function deliveryView(row: DeliveryRow, now: number): DeliveryView {
  const { id, type, jobId, attempts, createdAt, lastAttemptAt, nextAttemptAt } = row;
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
    error: errorOf(row),
    payload: row.payload,
  };
}
