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

const IN_TEXT = /(?:^|\/s\/)([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/;

/** The token in the address of a link, or of something of it; undefined if the text is no such address. */
export function tokenIn(text: string): string | undefined {
  return IN_TEXT.exec(text)?.[1];
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
