/** Recovery codes that are made at once. */
export const RECOVERY_CODES = 10;

/** The longest text that is read as a code, characters. */
export const MAX_CODE_LENGTH = 100;

/** What a user has set up besides their first way to sign in. Times are ms UTC. */
export type SecondFactor = {
  /** The authenticator app; null if there is none, or if its first code was never typed. */
  authenticator: {
    confirmedAt: number;
    /** False if NEXTAUTH_SECRET has changed since: its codes cannot be checked any more. */
    readable: boolean;
  } | null;
  /** Recovery codes that are not used yet. */
  recoveryCodesLeft: number;
};

/** A code that a person typed: six digits of an authenticator app, or a recovery code in its stored form. */
export type TypedCode = { kind: 'authenticator' | 'recovery'; code: string };

const isDigit = (codePoint: number) => /^\p{Nd}$/u.test(String.fromCodePoint(codePoint));

/** The value of a decimal digit of any script: Unicode keeps the ten of a script together, in order. */
function digitValue(digit: string): string {
  const at = digit.codePointAt(0) ?? 0;
  let zero = at;
  while (isDigit(zero - 1)) zero -= 1;
  return String((at - zero) % 10);
}

/** Letters that are no part of a recovery code, because they look like digits (Crockford's base 32). */
const LOOKALIKES: Record<string, string> = { I: '1', L: '1', O: '0' };

/**
 * Reads a code as people type and paste it: with spaces, dashes and invisible characters, in full-width digits
 * or those of another script, in small letters.
 * @returns null if the text is neither kind of code
 */
export function readCode(typed: string): TypedCode | null {
  if (typed.length > MAX_CODE_LENGTH) return null;
  const code = typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}]/gu, '')
    .replace(/\p{Nd}/gu, digitValue)
    .toUpperCase();
  if (/^\d{6}$/.test(code)) return { kind: 'authenticator', code };
  const written = code.replace(/[ILO]/g, (letter) => LOOKALIKES[letter] ?? letter);
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(written) ? { kind: 'recovery', code: written } : null;
}

/** A recovery code in groups of four, as it is shown. */
export function groupCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}
