import 'server-only';
import { hash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { TOKEN_PREFIX } from './model';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = ALPHABET.length;
/** 32 characters of 62 hold 190 bits. */
const RANDOM_LENGTH = 32;
/** A CRC32 needs six characters: 62^6 > 2^32. */
const CHECKSUM_LENGTH = 6;
/** Random characters that stay visible to the owner. The other 28 hold 166 bits. */
const VISIBLE_LENGTH = 4;

/** Pattern for secret scanners. SECURITY.md quotes it. */
export const TOKEN_PATTERN = /bottega_pat_[0-9A-Za-z]{38}/;
const WHOLE_TOKEN = new RegExp(`^${TOKEN_PATTERN.source}$`);

/** CRC32 (ISO 3309) of a text, as six base 62 digits, most significant first. */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    digits = ALPHABET.charAt(rest % BASE) + digits;
    rest = Math.floor(rest / BASE);
  }
  return digits;
}

/** A new token: `bottega_pat_`, 32 random characters and a checksum of 6. */
export function newToken(): string {
  // randomInt is uniform; random bytes modulo 62 would not be.
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET.charAt(randomInt(BASE)));
  const body = TOKEN_PREFIX + random.join('');
  return body + checksum(body);
}

/** Checks form and checksum, so that mistyped and invented tokens cost no query. */
export function isToken(text: string): boolean {
  if (!WHOLE_TOKEN.test(text)) return false;
  return checksum(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH);
}

/** The stored form of a token: SHA-256, hex. A fast hash is enough for 190 random bits. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}

/** The first characters of a token, by which its owner recognises it. */
export function prefixOf(token: string): string {
  return token.slice(0, TOKEN_PREFIX.length + VISIBLE_LENGTH);
}
