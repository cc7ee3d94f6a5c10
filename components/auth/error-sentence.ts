const SENTENCES: Record<string, string> = {
  CredentialsSignin: 'E-mail and password do not match. Check both and try again.',
  TooManyAttempts: 'Too many attempts. Wait a quarter of an hour and try again.',
  OAuthAccountNotLinked:
    'This e-mail address already belongs to an account that signs in another way. Sign in as you did the first time.',
  AccessDenied: 'You may not sign in here. Ask whoever runs this Bottega for an account.',
  Verification: 'This link has been used already or is too old. Ask for a new one below.',
  Configuration:
    'Signing in is not set up correctly. Tell whoever runs this Bottega to look at its log.',
  Csrf: 'This form has been open for too long. Reload the page and try again.',
  Unavailable: 'Signing in is not possible just now. Nothing was lost: try again in a moment.',
  EmailSignin: 'The mail could not be sent. Check the address and try again.',
};

const OTHERWISE = 'Signing in did not work. Try again, or in another way.';

/** The message for an error code from next-auth's `?error=` or from our form; null without a code. */
export function errorSentence(code: string | null | undefined): string | null {
  if (!code) return null;
  return Object.hasOwn(SENTENCES, code) ? (SENTENCES[code] ?? OTHERWISE) : OTHERWISE;
}
