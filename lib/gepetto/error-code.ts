import type { ErrorCode } from '@/lib/errors';
import type { UpstreamError } from './answer';

const CODES: Record<Exclude<UpstreamError['kind'], 'unknown'>, ErrorCode> = {
  key_rejected: 'upstream_key_rejected',
  limited: 'upstream_busy',
  timeout: 'upstream_timeout',
  unreachable: 'upstream_unavailable',
  nonsense: 'upstream_unavailable',
  refused: 'upstream_unavailable',
};

/** The error of an ask that came to nothing when nothing was known before. */
export function errorCodeOf(trouble: keyof typeof CODES): ErrorCode {
  return CODES[trouble];
}
