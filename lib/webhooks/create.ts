import { sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { isLiveSession, webhooks } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import type { Locale } from '@/lib/i18n/model';
import { logSecurity } from '@/lib/security-log';
import { getWebhook } from './list';
import {
  MAX_URL_LENGTH,
  type UrlProblem,
  urlProblem,
  type WebhookEvent,
  type WebhookView,
} from './model';
import { newSecret, sealSecret } from './secrets';

const MAX_PER_USER = 10;

const PROBLEMS: Record<UrlProblem, string> = {
  not_url: 'This is not a URL. Enter one that starts with https://.',
  not_https: 'The URL must start with https://.',
  credentials: 'Remove the user name and password from the URL: deliveries are signed instead.',
  fragment: 'Remove the part after # from the URL: it is never sent.',
  too_long: `The URL must be ${MAX_URL_LENGTH} characters or fewer.`,
};

function parseUrl(text: string): string {
  const problem = urlProblem(text, getEnv().webhooksAllowPrivate);
  if (problem) throw new AppError('invalid_request', PROBLEMS[problem]);
  return new URL(text.trim()).href;
}

type Choices = {
  /** The events to send; all, also those of later versions, if there is no choice. */
  events?: WebhookEvent[] | undefined;
  /** The language of emails about the webhook. */
  locale?: Locale;
  /** The session of the user who creates it, which must not have ended. */
  sessionId?: string;
};

/**
 * Creates a webhook, which is called for every job of the user that settles from now on.
 *
 * @param origin base of the links in deliveries, unless NEXTAUTH_URL is set
 * @returns the webhook and its signing secret, which `showSecret` returns again
 * @throws AppError `invalid_request` for an invalid URL, `too_many_webhooks` for an eleventh webhook
 */
export async function createWebhook(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
  url: string,
  origin: string,
  { events, locale, sessionId }: Choices = {},
): Promise<{ webhook: WebhookView; secret: string }> {
  const secret = newSecret();
  const [row] = await db.all<{ id: string }>(sql`
    INSERT INTO ${webhooks} (id, user_id, url, origin, secret_sealed, created_at, events, locale)
    SELECT ${crypto.randomUUID()}, ${userId}, ${parseUrl(url)}, ${origin}, ${sealSecret(secret)}, ${now()},
      ${events ? JSON.stringify(events) : null}, ${locale ?? null}
    WHERE (SELECT count(*) FROM ${webhooks} WHERE ${webhooks.userId} = ${userId}) < ${MAX_PER_USER}
      AND ${isLiveSession(sessionId ?? null)}
    RETURNING id`);
  if (!row) {
    throw new AppError(
      'too_many_webhooks',
      `You have reached the limit of ${MAX_PER_USER} webhooks. Delete one first.`,
    );
  }
  await logSecurity({ db, now }, 'webhook_created', { userId, webhookId: row.id });
  return { webhook: await getWebhook({ db, now }, userId, row.id), secret };
}
