import { and, eq, isNull, lte, or } from 'drizzle-orm';
import { mailLocale } from '@/lib/account';
import type { Context } from '@/lib/context';
import { shares, users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { translator } from '@/lib/i18n';
import { log } from '@/lib/log';
import { mailFault, sendMail } from '@/lib/mail';
import { linkPath } from '@/lib/paths';
import type { ShareRow } from './find';

/** The time between two mails about one link, ms. */
const INTERVAL_MS = 60 * 60 * 1_000;

/** Takes the turn to send the next mail about a link, in one statement. False if one was sent within the hour. */
async function takeTurn({ db, now }: Pick<Context, 'db' | 'now'>, id: string): Promise<boolean> {
  const due = or(isNull(shares.mailedAt), lte(shares.mailedAt, now() - INTERVAL_MS));
  const taken = await db
    .update(shares)
    .set({ mailedAt: now() })
    .where(and(eq(shares.id, id), due))
    .returning({ id: shares.id });
  return taken.length > 0;
}

/**
 * Mails the owner of a link that somebody has said something, at most once an hour. The mail repeats nothing of it: what
 * strangers write is read in the app. Does nothing without a mail server.
 */
export async function mailFeedback(
  ctx: Pick<Context, 'db' | 'now'>,
  { id, title, userId }: ShareRow,
): Promise<void> {
  const { email: server, publicUrl } = getEnv();
  if (!server || !publicUrl) return;
  const [owner] = await ctx.db
    .select({ email: users.email, locale: users.locale })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.disabledAt), isNull(users.deletingAt)));
  if (!owner || !(await takeTurn(ctx, id))) return;
  const locale = mailLocale(owner.locale);
  const t = await translator(locale, 'mail');
  const { host } = new URL(publicUrl);
  const subject =
    title === null
      ? t('shareFeedback.subject', { host })
      : t('shareFeedback.subjectOf', { title, host });
  try {
    await sendMail(server, {
      to: owner.email,
      locale,
      subject,
      intro: t('shareFeedback.intro', { host }),
      link: { url: `${publicUrl}${linkPath(id)}`, text: t('shareFeedback.action') },
      outro: t('shareFeedback.outro'),
    });
  } catch (error) {
    log().error(mailFault(error), 'an email about feedback could not be sent');
  }
}
