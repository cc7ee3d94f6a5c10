import 'server-only';
import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';
import { getEnv } from '@/lib/env';
import { seal, unseal } from '@/lib/sealing';

const PURPOSE = 'bottega authenticator secret';

/** The defaults of RFC 6238, which every authenticator app supports: SHA-1, six digits, 30 seconds. */
const STEP_MS = 30_000;
const SHAPE = { algorithm: 'SHA1', digits: 6, period: STEP_MS / 1_000 };
/** Steps before and after the current one whose codes are accepted: clocks of phones differ. */
const WINDOW = 1;
/** RFC 4226, section 4, recommends 160 bits. */
const SECRET_BYTES = 20;

/** The number of the 30 seconds that a time is in. */
export function stepAt(now: number): number {
  return Math.floor(now / STEP_MS);
}

/** A new secret, base 32. */
export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** Encrypts a secret for the database. */
export function sealSecret(secret: string): string {
  return seal(secret, getEnv().authSecret, PURPOSE);
}

/** Null if neither NEXTAUTH_SECRET nor NEXTAUTH_SECRET_PREVIOUS sealed the secret. */
export function unsealSecret(sealed: string): string | null {
  return unseal(sealed, getEnv().readableSecrets, PURPOSE);
}

/**
 * The step of a code, so that it can be accepted once.
 * @param code six digits
 * @param now ms UTC
 * @returns null if the code belongs to no step around now
 */
export function stepOf(secret: string, code: string, now: number): number | null {
  const totp = new TOTP({ ...SHAPE, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : stepAt(now) + delta;
}

/** A QR code as an SVG path of unit squares, without colours: a strict Content-Security-Policy allows it. */
export type QrCode = { size: number; path: string };

/** What an authenticator app needs: the secret to type, and the same as a QR code. */
export type AppSetup = { secret: string; uri: string; qr: QrCode };

/**
 * Describes a secret to an authenticator app.
 * @param account the user's address
 * @param host of this server: the app lists the account under it
 */
export function appSetup(secret: string, account: string, host: string): AppSetup {
  const totp = new TOTP({
    ...SHAPE,
    issuer: `Bottega (${host})`,
    label: account,
    secret: Secret.fromBase32(secret),
  });
  const uri = totp.toString();
  // Scanners want four modules of white around the code; the page adds them as a margin.
  const { size, data } = encode(uri, { ecc: 'M', border: 0 });
  const squares = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return { secret, uri, qr: { size, path: squares.join('') } };
}
