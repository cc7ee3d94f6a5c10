import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';

/** The longest address that a webhook may have, characters. */
export const MAX_URL_LENGTH = 2_000;

function faultOf(url: URL | null): string | null {
  if (!url) return 'This is not an address. Give one that begins with https://.';
  const plain = getEnv().webhooksAllowPrivate && url.protocol === 'http:';
  if (url.protocol !== 'https:' && !plain) return 'A webhook wants an https:// address.';
  if (url.username !== '' || url.password !== '') {
    return 'Leave the user name and password out of the address: the signature says who calls.';
  }
  if (url.href.includes('#')) {
    return 'Leave the part behind the # out of the address: it would never be sent.';
  }
  return url.href.length > MAX_URL_LENGTH
    ? `The address is longer than ${MAX_URL_LENGTH} characters. Shorten it.`
    : null;
}

/**
 * Reads the address of a webhook. Whether it is a public one is judged when it is connected to, since
 * a name may lead elsewhere by then.
 * @returns the address as URLs are written
 * @throws AppError `invalid_request`
 */
export function parseUrl(text: string): string {
  const url = URL.parse(text.trim());
  const fault = faultOf(url);
  if (!url || fault) throw new AppError('invalid_request', fault ?? 'This is not an address.');
  return url.href;
}
