import 'server-only';
import { AppError } from '@/lib/errors';

/** This server as browsers and authenticators know it. */
export type RelyingParty = { id: string; origin: string };

/**
 * The relying party of a request: a passkey belongs to the host name under which it was made.
 * @param origin from `requestOrigin`
 * @throws AppError `invalid_request` for a request without a valid Host header
 */
export function relyingParty(origin: string | null): RelyingParty {
  if (origin !== null) return { id: new URL(origin).hostname, origin };
  throw new AppError(
    'invalid_request',
    'The request has no valid Host header. Open the site by its address.',
  );
}

/** The error for every response of a passkey that is not accepted: the reason is in the security log. */
export function passkeyRejected(): AppError {
  return new AppError(
    'passkey_rejected',
    'This passkey was not accepted. Try again; if it fails again, use another way.',
  );
}
