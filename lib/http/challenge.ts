import 'server-only';
import type { AppError, ErrorCode } from '@/lib/errors';

/** What RFC 6750, section 3.1 calls our errors. Whoever sent no bearer at all is told of none. */
const BEARER_ERROR: Partial<Record<ErrorCode, string>> = {
  invalid_token: 'invalid_token',
  insufficient_scope: 'insufficient_scope',
  token_not_allowed: 'insufficient_scope',
};

/** The `WWW-Authenticate` header of an error (RFC 6750, section 3); null where who asks is not the matter. */
export function challenge({ code, scope }: AppError): string | null {
  const error = BEARER_ERROR[code];
  if (error === undefined && code !== 'unauthenticated') return null;
  const parts = ['realm="bottega"'];
  if (error) parts.push(`error="${error}"`);
  if (scope) parts.push(`scope="${scope}"`);
  return `Bearer ${parts.join(', ')}`;
}
