import { eq } from 'drizzle-orm';
import { describe, expect, vi } from 'vitest';
import { users } from '@/lib/db';
import { addFeedback, createShare } from '@/lib/shares';
import { testLib } from '../../setup/lib-test';
import { startMailServer, textOf } from '../../setup/mail-server';
import { addJobs } from '../../setup/many-jobs';
import { tokenOf, VISITOR } from '../../setup/shared';

const mail = await startMailServer();
vi.stubEnv('NEXTAUTH_SECRET', 'a-secret-of-the-tests'.padEnd(40, 'x'));
vi.stubEnv('NEXTAUTH_URL', 'https://app.example');
vi.stubEnv('EMAIL_SERVER', mail.url);
vi.stubEnv('EMAIL_FROM', 'bottega@example.com');

const HOUR = 60 * 60 * 1_000;

const it = testLib.extend('say', ({ ctx, userId }) => async (title: string | null) => {
  const id = `${userId}-${title}`;
  await addJobs(ctx.db, userId, [{ id, at: ctx.now() }]);
  const share = await createShare(ctx, userId, { jobIds: [id], title });
  return async (text: string) => {
    await addFeedback(ctx, tokenOf(share), VISITOR, { kind: 'comment', text });
    await ctx.idle();
  };
});

describe('the mail about feedback', () => {
  it('comes once an hour for each link, in the language of the owner, without the words of strangers', async ({
    ctx,
    clock,
    userId,
    say,
  }) => {
    await ctx.db.update(users).set({ locale: 'fr' }).where(eq(users.id, userId));
    const [flat, other] = [await say('Flat'), await say(null)];
    for (const text of ['SPAM https://evil.example', 'again', 'and again']) await flat(text);
    expect(mail.mails).toHaveLength(1);
    await other('on another link');
    expect(mail.mails).toHaveLength(2);
    clock.advance(HOUR - 1);
    await flat('within the hour');
    expect(mail.mails).toHaveLength(2);
    clock.advance(1);
    await flat('later');
    expect(mail.mails).toHaveLength(3);
    const [first] = mail.mails;
    expect(first?.to).toContain(`${userId}@example.com`);
    const text = first ? textOf(first) : '';
    expect(text).toContain('https://app.example/shares/');
    expect(text).toContain('commentaire');
    expect(mail.mails.map(({ source }) => source).join()).not.toContain('evil.example');
  });
});

it.afterAll(() => mail.close());
