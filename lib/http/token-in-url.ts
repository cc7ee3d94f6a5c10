import 'server-only';
import { AppError } from '@/lib/errors';
import { TOKEN_PREFIX } from '@/lib/tokens';

/** Parameters by which other services take credentials. */
const CREDENTIAL =
  /^(?:(?:x[-_])?(?:access|api|auth|bearer|personal)[-_]?(?:token|key)|token|key|pat|auth|bearer|authorization)(?:\[\])?$/i;

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/**
 * Refuses a request whose address carries a credential, whole or not, valid or not: addresses are kept in logs and
 * histories (RFC 6750, section 5.3).
 * @throws AppError `token_in_url`
 */
export function assertNoTokenInUrl({ url }: Request): void {
  const query = url.indexOf('?');
  const names = query === -1 ? [] : [...new URLSearchParams(url.slice(query)).keys()];
  if (!decoded(decoded(url)).includes(TOKEN_PREFIX) && !names.some((name) => CREDENTIAL.test(name)))
    return;
  throw new AppError(
    'token_in_url',
    'A token must not stand in an address, where logs keep it. Revoke it, and send a new one as "Authorization: Bearer".',
  );
}
