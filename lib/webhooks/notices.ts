import { and, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { users, webhooks } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { translator } from '@/lib/i18n';
import { LOCALES, type Locale } from '@/lib/i18n/model';
import { log } from '@/lib/log';
import { type MailServer, mailFault, sendMail } from '@/lib/mail';

type Webhook = typeof webhooks.$inferSelect;

/** When a mail that could not be sent is tried again, and for how long, ms. */
const RETRY_MS = 10 * 60_000;
const GIVE_UP_MS = 24 * 60 * 60_000;

/** Claims a disabled webhook whose owner has not been told, in one statement. If the claimer dies, it is due again. */
async function claimDue({ db, now }: Context): Promise<Webhook | undefined> {
  const due = db
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(and(isNotNull(webhooks.noticeDueAt), lte(webhooks.noticeDueAt, now())))
    .limit(1);
  const [claimed] = await db
    .update(webhooks)
    .set({ noticeDueAt: now() + RETRY_MS })
    .where(and(inArray(webhooks.id, due), lte(webhooks.noticeDueAt, now())))
    .returning();
  return claimed;
}

function localeOf({ locale }: Webhook): Locale {
  return LOCALES.find((known) => known === locale) ?? LOCALES[0];
}

async function send(ctx: Context, server: MailServer, webhook: Webhook): Promise<void> {
  const [owner] = await ctx.db
    .select({ email: users.email, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.id, webhook.userId));
  if (!owner || owner.disabledAt !== null) return;
  const locale = localeOf(webhook);
  const t = await translator(locale, 'mail');
  const { host } = new URL(webhook.url);
  const reason = webhook.disabledBy === 'gone' ? 'gone' : 'failing';
  await sendMail(server, {
    to: owner.email,
    locale,
    subject: t('webhookDisabled.subject', { host }),
    intro: t(`webhookDisabled.${reason}`, { url: webhook.url }),
    link: {
      url: `${getEnv().publicUrl ?? webhook.origin}/settings/webhooks/${webhook.id}`,
      text: t('webhookDisabled.action'),
    },
    outro: t('webhookDisabled.outro'),
  });
}

/** Ends a notice, unless it was claimed again or the webhook was enabled in the meantime. */
async function finish({ db }: Context, { id, noticeDueAt }: Webhook): Promise<void> {
  await db
    .update(webhooks)
    .set({ noticeDueAt: null })
    .where(and(eq(webhooks.id, id), sql`${webhooks.noticeDueAt} IS ${noticeDueAt}`));
}

/**
 * Emails the owners of webhooks that were disabled by their receivers, once each. A mail that the server does
 * not accept is tried again for a day. Does nothing without a mail server.
 * @param until no mail starts after this, ms UTC
 */
export async function sendNotices(ctx: Context, until: number): Promise<void> {
  const { email } = getEnv();
  if (!email) return;
  while (ctx.now() < until) {
    const webhook = await claimDue(ctx);
    if (!webhook) return;
    try {
      await send(ctx, email, webhook);
      await finish(ctx, webhook);
    } catch (error) {
      const expired = ctx.now() - (webhook.disabledAt ?? 0) > GIVE_UP_MS;
      if (expired) await finish(ctx, webhook);
      const what = { webhookId: webhook.id, ...mailFault(error), givenUp: expired };
      log().error(what, 'an email about a disabled webhook could not be sent');
      return;
    }
  }
}
