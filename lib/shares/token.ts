import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { seal, unseal } from '@/lib/sealing';

/** 256 random bits. */
const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const PURPOSE = 'bottega share token';

/** A new share token, 43 characters of base64url. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** Checks the form, so that other texts cost no query. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * The token in the last part of a copied link, without what was glued to it: `.`, `)`, `_`, a chat's `|text>`, an
 * invisible character. The length tells which `_` belongs to the token.
 * @param segment may be percent-encoded
 * @returns null if it does not begin with a token
 */
export function tokenOfLink(segment: string): string | null {
  const text = decode(decode(segment)).replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '');
  return /^[^\w-]*([\w-]{43})(?:[_-]*$|[_-]*[^\w-])/.exec(text)?.[1] ?? null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The stored form of a token: SHA-256, hex. A fast hash is enough for 256 random bits. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Encrypts a token under a key derived from `secret`, so that its owner can copy the link again. */
export function sealToken(token: string, secret: string): string {
  return seal(token, secret, PURPOSE);
}

/** Decrypts a token. Null if none of the secrets sealed it. */
export function unsealToken(sealed: string, secrets: string[]): string | null {
  return unseal(sealed, secrets, PURPOSE);
}
