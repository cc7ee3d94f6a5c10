import { eq } from 'drizzle-orm';
import { describe, expect, vi } from 'vitest';
import { entries, users, webhooks } from '@/lib/db';
import { startMailServer, textOf } from '../../setup/mail-server';
import { status } from '../../setup/receiver';
import { onEachDatabase } from '../../setup/test';
import { ORIGIN, settledInSilence, testWebhooks } from '../../setup/webhooks';

const HOUR = 3_600_000;

/** Loads lib/webhooks as in a process with these settings. */
async function load(env: Record<string, string | undefined>) {
  vi.resetModules();
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return import('@/lib/webhooks');
}

const test = testWebhooks
  /** A mail server, which refuses every mail while it is `down`. */
  .extend('mail', async ({}, { onCleanup }) => {
    const mail = { down: false };
    const server = await startMailServer(() => (mail.down ? '451 try again later' : null));
    onCleanup(async () => {
      vi.unstubAllEnvs();
      await server.close();
    });
    return Object.assign(mail, server);
  })
  /** lib/webhooks with that mail server, or without one. */
  .extend(
    'loadLib',
    ({ mail }) =>
      ({ withMail }: { withMail: boolean }) =>
        load({
          WEBHOOKS_ALLOW_PRIVATE: 'true',
          EMAIL_SERVER: withMail ? mail.url : undefined,
          EMAIL_FROM: withMail ? 'bottega@example.com' : undefined,
          NEXTAUTH_URL: ORIGIN,
        }),
  )
  /** A webhook whose receiver answers so, with one message waiting for it. */
  .extend(
    'rejected',
    ({ db, clock, ctx, userId, receiver }) =>
      async (lib: typeof import('@/lib/webhooks'), answer: number, locale: 'en' | 'fr' = 'en') => {
        receiver.answer(`/${userId}`, status(answer));
        const url = `${receiver.url}/${userId}`;
        const { webhook } = await lib.createWebhook(ctx, userId, url, ORIGIN, { locale });
        await settledInSilence(ctx, webhook.id);
        const jobId = webhook.id;
        await db.insert(entries).values({ userId, jobId, addedAt: clock.now() });
        return webhook;
      },
  )
  .extend(
    'maintain',
    ({ clock, ctx, idle }) =>
      async (lib: typeof import('@/lib/webhooks'), ms: number) => {
        clock.advance(ms);
        await lib.maintainWebhooks(ctx, 60_000);
        await idle();
      },
  );

describe.each(onEachDatabase(test))('the email about a disabled webhook on $kind', ({ it }) => {
  it('is sent once after 410 Gone, in the language of its owner', async ({
    db,
    userId,
    mail,
    loadLib,
    rejected,
    maintain,
  }) => {
    const lib = await loadLib({ withMail: true });
    const webhook = await rejected(lib, 410, 'fr');
    for (let i = 0; i < 4; i++) await maintain(lib, 20_000);
    const [one, ...more] = mail.mails;
    expect(more).toEqual([]);
    if (!one) throw new Error('no mail was received');
    const [owner] = await db.select().from(users).where(eq(users.id, userId));
    expect(one.to).toEqual([owner?.email]);
    const text = textOf(one);
    expect(text).toContain(`Bottega a désactivé votre webhook ${webhook.url}`);
    expect(text).toContain('410 Gone');
    expect(text).toContain(`${ORIGIN}/settings/webhooks/${webhook.id}`);
  });

  it('is sent after three days of failures', async ({ mail, loadLib, rejected, maintain }) => {
    const lib = await loadLib({ withMail: true });
    await rejected(lib, 500);
    for (let hour = 0; hour < 72; hour++) await maintain(lib, HOUR);
    expect(mail.mails).toEqual([]);
    for (let hour = 0; hour < 3; hour++) await maintain(lib, HOUR);
    expect(mail.mails.map(textOf)).toEqual([expect.stringContaining('nothing for three days')]);
  });

  it('is tried again while the mail server refuses it', async ({
    mail,
    loadLib,
    rejected,
    maintain,
  }) => {
    const lib = await loadLib({ withMail: true });
    await rejected(lib, 410);
    mail.down = true;
    for (let i = 0; i < 2; i++) await maintain(lib, 20_000);
    expect(mail.mails).toEqual([]);
    mail.down = false;
    await maintain(lib, 5 * 60_000);
    expect(mail.mails).toEqual([]);
    await maintain(lib, 6 * 60_000);
    expect(mail.mails).toHaveLength(1);
  });

  it('is given up after a day', async ({ db, mail, loadLib, rejected, maintain }) => {
    const lib = await loadLib({ withMail: true });
    await rejected(lib, 410);
    mail.down = true;
    for (let hour = 0; hour < 26; hour++) await maintain(lib, HOUR);
    const [webhook] = await db.select().from(webhooks);
    expect(webhook).toMatchObject({ disabledBy: 'gone', noticeDueAt: null });
    mail.down = false;
    await maintain(lib, HOUR);
    expect(mail.mails).toEqual([]);
  });

  it('is not sent if the owner enables or disables the webhook first', async ({
    ctx,
    userId,
    mail,
    loadLib,
    rejected,
    maintain,
  }) => {
    const lib = await loadLib({ withMail: true });
    const webhook = await rejected(lib, 410);
    mail.down = true;
    for (let i = 0; i < 2; i++) await maintain(lib, 20_000);
    mail.down = false;
    await lib.updateWebhook(ctx, userId, webhook.id, { enabled: true });
    await lib.updateWebhook(ctx, userId, webhook.id, { enabled: false });
    await maintain(lib, HOUR);
    expect(mail.mails).toEqual([]);
  });

  it('is not sent for a test that the owner started', async ({
    ctx,
    userId,
    mail,
    loadLib,
    rejected,
    maintain,
  }) => {
    const lib = await loadLib({ withMail: true });
    const webhook = await rejected(lib, 410);
    expect(await lib.sendTest(ctx, userId, webhook.id)).toMatchObject({ status: 410 });
    await maintain(lib, HOUR);
    expect(mail.mails).toEqual([]);
  });

  it('does not exist without a mail server', async ({
    ctx,
    userId,
    mail,
    loadLib,
    rejected,
    maintain,
  }) => {
    const lib = await loadLib({ withMail: false });
    const webhook = await rejected(lib, 410);
    for (let i = 0; i < 3; i++) await maintain(lib, 20_000);
    expect(await lib.getWebhook(ctx, userId, webhook.id)).toMatchObject({ enabled: false });
    await maintain(await loadLib({ withMail: true }), HOUR);
    expect(mail.mails).toEqual([]);
  });
});
