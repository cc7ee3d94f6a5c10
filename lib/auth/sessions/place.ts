import 'server-only';
import { getEnv } from '@/lib/env';
import { clientAddress } from '../forwarded-headers';

/** Longer names of cities are cut. */
const MAX_LENGTH = 100;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Vercel's own headers: the city, percent-encoded, and the country's code (ISO 3166-1). */
function placeOnVercel(headers: Headers): string | null {
  const city = decoded(headers.get('x-vercel-ip-city') ?? '');
  const country = headers.get('x-vercel-ip-country') ?? '';
  return [city, country].filter(Boolean).join(', ').slice(0, MAX_LENGTH) || null;
}

/**
 * Where a request comes from, as a session stores it: `Paris, FR` on Vercel, which knows; else the client's
 * network, see `clientAddress`. Null if it is unknown.
 */
export function placeOf(headers: Headers): string | null {
  const place = getEnv().vercel ? placeOnVercel(headers) : null;
  if (place !== null) return place;
  const network = clientAddress(headers);
  return network === 'unknown' ? null : network;
}
