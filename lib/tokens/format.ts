import 'server-only';
import { hash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = ALPHABET.length;
/** What every token begins with. */
export const TOKEN_PREFIX = 'bottega_pat_';
/** 32 characters out of 62 are 190 bits. */
const RANDOM_LENGTH = 32;
/** A CRC32 needs six such characters: 62^6 > 2^32. */
const CHECK_LENGTH = 6;
/** How much of the random part its owner goes on seeing: the rest is still 166 bits. */
const SHOWN_LENGTH = 4;

/** What a token looks like, for whoever searches code or logs for one; SECURITY.md names it too. */
export const TOKEN_PATTERN = /bottega_pat_[0-9A-Za-z]{38}/;
const WHOLE_TOKEN = new RegExp(`^${TOKEN_PATTERN.source}$`);

/** CRC32 (ISO 3309) of a text, as six digits of base 62, the highest first. */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < CHECK_LENGTH; i++) {
    digits = ALPHABET.charAt(rest % BASE) + digits;
    rest = Math.floor(rest / BASE);
  }
  return digits;
}

/** A new token: `bottega_pat_`, 32 random characters, 6 that check all before them. */
export function newToken(): string {
  // randomInt throws away what would make some characters likelier than others.
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET.charAt(randomInt(BASE)));
  const body = TOKEN_PREFIX + random.join('');
  return body + checksum(body);
}

/** Whether a text can be a token at all: form and checksum. Mistyped and made-up ones end here, unseen by the database. */
export function isToken(text: string): boolean {
  if (!WHOLE_TOKEN.test(text)) return false;
  return checksum(text.slice(0, -CHECK_LENGTH)) === text.slice(-CHECK_LENGTH);
}

/** What the database keeps of a token: SHA-256, hex. A fast hash is enough for 190 random bits. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}

/** A token's beginning, by which its owner knows it again. */
export function prefixOf(token: string): string {
  return token.slice(0, TOKEN_PREFIX.length + SHOWN_LENGTH);
}
