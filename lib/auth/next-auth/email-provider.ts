import 'server-only';
import { eq } from 'drizzle-orm';
import type { AuthOptions } from 'next-auth';
import { mailLocale, removalAtFirstProof, removedKinds } from '@/lib/account';
import type { Context } from '@/lib/context';
import { type Db, users } from '@/lib/db';
import { normalizeEmail } from '@/lib/email-address';
import { type Env, getEnv } from '@/lib/env';
import { type Locale, requestLocale, translator } from '@/lib/i18n';
import { log } from '@/lib/log';
import { assertMailServer, type MailServer, mailFault, sendMail } from '@/lib/mail';
import { maySendMail } from '../attempt-limits';
import { deviceFor } from '../device-cookie';
import { LINK_MINUTES } from '../sessions';
import { mayReceiveLink } from './admission';

/** The page with the button, instead of next-auth's own URL: mail scanners open every link that they see. */
function pageOf(url: string): string {
  const { origin, search } = new URL(url);
  return `${origin}/sign-in/link${search}`;
}

/** Whether the first proof of the address would remove something that its owner may miss. */
async function wouldRemove(db: Db, email: string): Promise<boolean> {
  const [user] = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  const removal = user ? await removalAtFirstProof(db, user.id) : null;
  return removedKinds(removal).length > 0;
}

/**
 * Sends the email with the link.
 * @throws what `sendMail` throws
 */
async function sendSignInMail(
  db: Db,
  server: MailServer,
  { to, url, locale }: { to: string; url: string; locale: Locale },
): Promise<void> {
  const t = await translator(locale, 'mail');
  const { host } = new URL(url);
  await sendMail(server, {
    to,
    locale,
    subject: t('signIn.subject', { host }),
    intro: t('signIn.intro', { host }),
    warning: (await wouldRemove(db, to)) ? t('signIn.removes') : undefined,
    link: { url: pageOf(url), text: t('signIn.action') },
    outro: t('signIn.outro', { minutes: LINK_MINUTES }),
  });
}

function logMailFault(error: unknown): void {
  log().error(mailFault(error), 'a sign-in email could not be sent');
}

/** next-auth turns what is thrown into its code `EmailSignin`. */
function logAndRethrow(error: unknown): never {
  logMailFault(error);
  throw error;
}

/** Sign-in by an emailed link. */
export async function emailProvider(
  ctx: Pick<Context, 'db' | 'now' | 'defer'>,
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
      const device = await deviceFor(ctx, identifier);
      const send = async () => {
        if (!(await mayReceiveLink(ctx, identifier))) return;
        const [user] = await ctx.db
          .select({ disabledAt: users.disabledAt, locale: users.locale })
          .from(users)
          .where(eq(users.email, identifier));
        if (user && user.disabledAt !== null) return;
        if (!(await maySendMail(ctx.db, identifier, device))) return;
        // A stranger may have asked for it: the mail is in the language of its reader.
        const language = user?.locale ? mailLocale(user.locale) : locale;
        await sendSignInMail(ctx.db, email, { to: identifier, url, locale: language });
      };
      if (getEnv().signUp === 'open') return send().catch(logAndRethrow);
      // If sign-up is not open, only users and invited people get an email. Response and timing must not reveal who is a user, so
      // everyone is told whether the mail server works, and the mail is sent afterwards.
      await assertMailServer(email).catch(logAndRethrow);
      ctx.defer(send().catch(logMailFault));
    },
  });
}
