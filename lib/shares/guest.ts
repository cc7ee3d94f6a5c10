import 'server-only';
import { createHash, randomBytes } from 'node:crypto';

const GUEST = /^[A-Za-z0-9_-]{22}$/;

/** A random number by which the browser of a visitor who gives feedback is known again, at this link alone. */
export const newGuest = (): string => randomBytes(16).toString('base64url');

/** Checks the form of what a cookie has. */
export const isGuest = (text: string): boolean => GUEST.test(text);

/** What is stored of it. */
export const guestHash = (shareId: string, guest: string): string =>
  createHash('sha256').update(`${shareId} ${guest}`).digest('base64url');
