import { and, count, eq, isNull, sql } from 'drizzle-orm';
import { mailLocale } from '@/lib/account';
import type { Context } from '@/lib/context';
import { entries, shares, tokens, users, webhooks } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { translator } from '@/lib/i18n';
import { log } from '@/lib/log';
import { mailFault, sendMail } from '@/lib/mail';
import { deleteUser } from '@/lib/people';

/** What goes with an account, for the question before it is deleted. */
export async function summarizeMyAccount(
  { db }: Pick<Context, 'db'>,
  userId: string,
): Promise<{ jobs: number; shares: number; tokens: number; webhooks: number }> {
  const ofUser = async (
    table: typeof entries | typeof shares | typeof tokens | typeof webhooks,
    more?: ReturnType<typeof isNull>,
  ) => {
    const [row] = await db
      .select({ n: count() })
      .from(table)
      .where(and(eq(table.userId, userId), more));
    return row?.n ?? 0;
  };
  return {
    jobs: await ofUser(entries),
    shares: await ofUser(shares, isNull(shares.revokedAt)),
    tokens: await ofUser(tokens),
    webhooks: await ofUser(webhooks),
  };
}

/** The mail that says goodbye. The account is gone already, so a failure is only logged. */
async function sayGoodbye(to: string, locale: string | null, origin: string): Promise<void> {
  const { email } = getEnv();
  if (!email) return;
  const language = mailLocale(locale);
  const t = await translator(language, 'mail');
  const { host } = new URL(origin);
  try {
    await sendMail(email, {
      to,
      locale: language,
      subject: t('accountDeleted.subject', { host }),
      intro: t('accountDeleted.intro', { host }),
      link: { url: origin, text: t('accountDeleted.action') },
      outro: t('accountDeleted.outro'),
    });
  } catch (error) {
    log().error(mailFault(error), 'an email about a deleted account could not be sent');
  }
}

/**
 * Deletes the user's own account with everything that only they have. Jobs in the history of others stay theirs.
 * @param origin of the app, for the mail
 * @returns whether it is done; background work finishes the rest of a long history
 * @throws AppError `last_operator`; `deletion_in_progress`
 */
export async function deleteMyAccount(
  ctx: Context,
  userId: string,
  origin: string,
): Promise<{ done: boolean }> {
  const [user] = await ctx.db
    .select({
      email: users.email,
      locale: users.locale,
      deleting: sql<number>`${users.deletingAt} IS NOT NULL`,
    })
    .from(users)
    .where(eq(users.id, userId));
  const result = await deleteUser(ctx, userId, { jobs: 'delete' });
  if (user && !user.deleting) ctx.defer(sayGoodbye(user.email, user.locale, origin));
  return result;
}
