import 'server-only';
import { cookies } from 'next/headers';

/** Carries an invitation through the pages of an issuer, and back. */
const NAME = 'bottega-invitation';
const HOUR = 60 * 60;

/** Keeps the invitation of a form that starts to sign up with an issuer or by mail. */
export async function keepInvitation(token: string, origin: string): Promise<void> {
  (await cookies()).set(NAME, token.slice(0, 100), {
    httpOnly: true,
    sameSite: 'lax',
    secure: origin.startsWith('https://'),
    path: '/api/auth',
    maxAge: HOUR,
  });
}

/** The invitation that this browser brought, untrusted; null if it has none. */
export async function keptInvitation(): Promise<string | null> {
  return (await cookies()).get(NAME)?.value ?? null;
}
