import 'server-only';
import type { AuthOptions } from 'next-auth';
import type { Context } from '@/lib/context';
import { type Env, getEnv } from '@/lib/env';
import { requestLocale } from '@/lib/i18n';
import { logFailure } from '@/lib/log';
import { sendSignInMail } from '../mail';
import { LINK_MINUTES } from '../model';
import { normalizeEmail } from '../schemas';
import { mayReceiveLink } from './admission';

/** Sign-in by an emailed link. */
export async function emailProvider(
  { db, defer }: Pick<Context, 'db' | 'defer'>,
  email: NonNullable<Env['email']>,
): Promise<AuthOptions['providers'][number]> {
  const { default: Email } = await import('next-auth/providers/email');
  return Email({
    ...email,
    maxAge: LINK_MINUTES * 60,
    normalizeIdentifier(raw) {
      const address = normalizeEmail(raw);
      if (address === null) throw new Error('Not a valid email address.');
      return address;
    },
    async sendVerificationRequest({ identifier, url }) {
      const locale = await requestLocale();
      const sending = mayReceiveLink(db, identifier).then((may) =>
        may ? sendSignInMail(email, { to: identifier, url, locale }) : undefined,
      );
      if (getEnv().signUpOpen) return sending;
      // If sign-up is closed, only users get an email. Response and timing must not reveal who is a user.
      defer(sending.catch(logFailure('a sign-in mail could not be sent')));
    },
  });
}
