import type { Messages } from '@/lib/i18n';

type ErrorKey = keyof Messages['auth']['errors'];

/** next-auth's error codes and ours that have a message of their own. */
const KNOWN: readonly string[] = [
  'CredentialsSignin',
  'TooManyAttempts',
  'OAuthAccountNotLinked',
  'AccessDenied',
  'Verification',
  'Configuration',
  'Csrf',
  'Unavailable',
  'EmailSignin',
] satisfies ErrorKey[];

/** The key in `auth.errors` for a code from next-auth's `?error=` or from our forms. */
export function authErrorKey(code: string): ErrorKey {
  return KNOWN.includes(code) ? (code as ErrorKey) : 'other';
}
