import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { setPassword } from '@/lib/auth';
import { openSession, startSession } from '@/lib/auth/sessions';
import { passwords, sessions, tokens, users, webhooks } from '@/lib/db';
import { deleteUser, updatePerson } from '@/lib/people';
import { createToken } from '@/lib/tokens';
import { createWebhook } from '@/lib/webhooks';
import { addUser } from '../../setup/context';
import { testLib } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

const BROWSER = { method: 'password', headers: new Headers() };
const TOKEN = { name: 'CI', scopes: ['jobs:read' as const], expiresInDays: null };

const test = testLib
  .extend('sessionId', ({ ctx, userId }) => startSession(ctx, userId, BROWSER))
  /** The user as a request read it, before the session ended. */
  .extend('stale', async ({ db, userId, sessionId }) => {
    const [user] = await db.select().from(users).where(eq(users.id, userId));
    if (!user) throw new Error('There is no user.');
    const { id, email, name, role } = user;
    await db.delete(sessions).where(eq(sessions.userId, userId));
    const confirmedAt = Date.now();
    const more = { emailVerified: null, sessionId, confirmedAt, storedOutput: false };
    const maskColour = 'white' as const;
    return { id, email, name, role, maskColour, ...more };
  });

describe.each(onEachDatabase(test))('a request that outlives its session on $kind', ({ it }) => {
  it('sets no password', async ({ ctx, db, stale }) => {
    await expect(setPassword(ctx, stale, 'a quite different phrase')).rejects.toMatchObject({
      code: 'password_exists',
    });
    const rows = await db.select().from(passwords).where(eq(passwords.userId, stale.id));
    expect(rows).toEqual([]);
  });

  it('makes no token and no webhook', async ({ ctx, db, stale }) => {
    const { id, sessionId } = stale;
    await expect(createToken(ctx, id, TOKEN, sessionId)).rejects.toMatchObject({});
    const url = 'https://hooks.example.com/x';
    await expect(
      createWebhook(ctx, id, url, 'https://b.example', { sessionId }),
    ).rejects.toMatchObject({});
    expect(await db.select().from(tokens).where(eq(tokens.userId, id))).toEqual([]);
    expect(await db.select().from(webhooks).where(eq(webhooks.userId, id))).toEqual([]);
  });

  it('makes both while the session lives', async ({ ctx, userId, sessionId }) => {
    expect((await createToken(ctx, userId, TOKEN, sessionId)).token).toMatch(/^bottega_pat_/);
    const url = 'https://hooks.example.com/x';
    const { webhook } = await createWebhook(ctx, userId, url, 'https://b.example', { sessionId });
    expect(webhook.url).toBe(url);
  });
});

describe.each(onEachDatabase(test))(
  'a sign-in that was checked before a change on $kind',
  ({ it }) => {
    it('starts no session once the user is disabled', async ({ ctx, db, userId }) => {
      await db.update(users).set({ disabledAt: ctx.now() }).where(eq(users.id, userId));
      await expect(openSession(ctx, userId, BROWSER)).rejects.toMatchObject({
        code: 'unauthenticated',
      });
      expect(await db.select().from(sessions).where(eq(sessions.userId, userId))).toEqual([]);
    });
  },
);

describe.each(onEachDatabase(testLib))('an operator who is none any more on $kind', ({ it }) => {
  it('leaves no invitation and no link that resets a password', async ({ ctx, db, userId }) => {
    const { createInvitation } = await import('@/lib/invitations');
    const { createAccountLink, readAccountLink } = await import('@/lib/account');
    const [other, colleague] = [await addUser(db), await addUser(db)];
    await db.update(users).set({ role: 'operator' }).where(eq(users.id, userId));
    await db.update(users).set({ role: 'operator' }).where(eq(users.id, other));
    const inviter = { userId: other, origin: 'https://b.example', locale: 'en' as const };
    const { invitation } = await createInvitation(ctx, inviter, undefined);
    const link = { purpose: 'reset_password' as const, userId: colleague, minutes: 60 };
    const token = await createAccountLink(ctx, link);
    await updatePerson(ctx, userId, other, { operator: false });
    expect(await readAccountLink(ctx, token, 'reset_password')).toBeNull();
    const { listInvitations } = await import('@/lib/invitations');
    const { invitations } = await listInvitations(ctx, undefined);
    expect(invitations.map(({ id }) => id)).not.toContain(invitation.id);
  });

  it('keeps the links of the others when somebody else deletes their account', async ({
    ctx,
    db,
    userId,
  }) => {
    const { createAccountLink, readAccountLink } = await import('@/lib/account');
    const colleague = await addUser(db);
    const link = { purpose: 'reset_password' as const, userId: colleague, minutes: 60 };
    const token = await createAccountLink(ctx, link);
    await deleteUser(ctx, userId, { jobs: 'delete' });
    expect(await readAccountLink(ctx, token, 'reset_password')).not.toBeNull();
  });

  it('leaves no link that resets a password when the account is deleted', async ({
    ctx,
    db,
    userId,
  }) => {
    const { createAccountLink, readAccountLink } = await import('@/lib/account');
    const [other, colleague] = [await addUser(db), await addUser(db)];
    for (const id of [userId, other]) {
      await db.update(users).set({ role: 'operator' }).where(eq(users.id, id));
    }
    const link = { purpose: 'reset_password' as const, userId: colleague, minutes: 60 };
    const token = await createAccountLink(ctx, link);
    await deleteUser(ctx, other, { jobs: 'delete' });
    expect(await readAccountLink(ctx, token, 'reset_password')).toBeNull();
  });
});
