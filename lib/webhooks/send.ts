import type { webhooks } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { parseRetryAfter } from '@/lib/gepetto';
import { AddressNotAllowedError, guardedPost, TimeoutError } from '@/lib/guarded-fetch';
import { DEADLINE_MS, type DeliveryRow } from './claim';
import { signedHeaders } from './secret';

/** Why no answer came. */
export type SendError = NonNullable<DeliveryRow['lastError']>;

/** What came of one attempt: the receiver's status, or why there is none. */
export type Outcome = {
  status: number | null;
  error: SendError | null;
  /** What the receiver said in `Retry-After`, ms; null when it said nothing. */
  retryAfterMs: number | null;
};

const TLS = /^(ERR_TLS|ERR_SSL|EPROTO|CERT|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH)/;

function failed(error: SendError): Outcome {
  return { status: null, error, retryAfterMs: null };
}

function readError(error: unknown): SendError {
  if (error instanceof AddressNotAllowedError) return 'refused';
  if (error instanceof TimeoutError) return 'timeout';
  const code = String((error as { code?: unknown }).code ?? '');
  return TLS.test(code) ? 'tls' : 'unreachable';
}

/** Whether a receiver has taken what it was sent: any 2xx, as the Standard Webhooks specification says. */
export function isAccepted({ status }: Pick<Outcome, 'status'>): boolean {
  return status !== null && status >= 200 && status < 300;
}

/**
 * Sends a delivery once, signed for this moment.
 * @param now ms UTC
 * @returns what came of it; never throws
 */
export async function send(
  webhook: typeof webhooks.$inferSelect,
  { id, payload }: DeliveryRow,
  now: number,
): Promise<Outcome> {
  const headers = signedHeaders(webhook, id, payload, now);
  if (!headers) return failed('sealed');
  const guard = { allowPrivate: getEnv().webhooksAllowPrivate, timeoutMs: DEADLINE_MS };
  const all = { ...headers, 'content-type': 'application/json' };
  try {
    const answer = await guardedPost(new URL(webhook.url), guard, all, payload);
    const retryAfterMs = parseRetryAfter(answer.headers['retry-after'] ?? null, now);
    return { status: answer.status, error: null, retryAfterMs };
  } catch (error) {
    return failed(readError(error));
  }
}
