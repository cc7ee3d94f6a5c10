import { hash, randomBytes } from 'node:crypto';

/** 32 random bytes in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export const newToken = (): string => randomBytes(32).toString('base64url');

/** Checks the form, so that other texts cost no query. */
export const isToken = (text: unknown): text is string =>
  typeof text === 'string' && TOKEN.test(text);

/** The stored form: SHA-256, hex. A fast hash is enough for 256 random bits. */
export const hashToken = (token: string): string => hash('sha256', token, 'hex');
