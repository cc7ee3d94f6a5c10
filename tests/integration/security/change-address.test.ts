import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { accountLinks, sessions, users } from '@/lib/db';
import { browserFetch, type Client, PASSWORD, signedIn } from '../../setup/client';
import { testMail } from '../../setup/mail-test';
import { lastMailTo, linkIn, mailedLink, pressButton, scan, shown } from '../../setup/mailed-link';

const it = testMail
  .extend('fresh', () => () => `${randomUUID()}@example.com`)
  .extend('ada', ({ app }) => signedIn(app.url))
  .extend('rowOf', ({ database }) => async (email: string) => {
    const [row] = await database.db.select().from(users).where(eq(users.email, email));
    return row;
  })
  /** Asks for a link to an address and returns it. */
  .extend('linkTo', ({ mail }) => async (user: Client, email: string) => {
    expect((await ask(user, email)).status).toBe(200);
    return linkIn(lastMailTo(mail, email));
  });
it.override('env', { SIGN_UP: 'open' });

function ask(user: Client, email: string): Promise<Response> {
  return user.fetch('/api/account/address', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  });
}

describe('a change of address', () => {
  it('needs the new one to be proved, and the old one is told', async ({
    mail,
    app,
    ada,
    fresh,
    rowOf,
    linkTo,
  }) => {
    const email = fresh();
    const before = await rowOf(ada.email);
    const path = await linkTo(ada, email);
    expect(path).toMatch(/^\/settings\/account\/confirm\?token=/);
    await scan(app.url, path);
    await ada.fetch(path, { method: 'HEAD' });
    expect((await rowOf(ada.email))?.id).toBe(before?.id);
    const page = await (await ada.fetch(path)).text();
    expect(page).toContain(ada.email);
    expect(page).toContain(email);
    const pressed = await pressButton(ada.fetch, path);
    expect([pressed.status, pressed.headers.get('location')]).toEqual([
      303,
      '/settings/account?notice=changed',
    ]);
    expect(await rowOf(email)).toMatchObject({
      id: before?.id,
      emailVerified: expect.any(Date),
    });
    expect(await rowOf(ada.email)).toBeUndefined();
    await expect.poll(() => lastMailTo(mail, ada.email)).toContain(email);
    expect(await signedIn(app.url, { email, known: true })).toBeTruthy();
    expect((await ada.fetch('/api/jobs')).status).toBe(200);
    expect(await (await ada.fetch(path)).text()).toContain('no longer works');
  });

  it('is not confirmed by somebody else: the owner of the mailbox is not talked into it', async ({
    app,
    ada,
    fresh,
    rowOf,
    linkTo,
  }) => {
    const victim = fresh();
    const path = await linkTo(ada, victim);
    const token = new URLSearchParams(path.split('?')[1]).get('token') ?? '';
    const press = (fetch: Client['fetch']) =>
      fetch('/api/account/address/confirm', {
        method: 'POST',
        body: new URLSearchParams({ token }),
      });
    const nobody = browserFetch(app.url);
    expect((await nobody(path)).headers.get('location')).toContain('/sign-in?callbackUrl=');
    expect((await press(nobody)).headers.get('location')).toContain('/sign-in?callbackUrl=');
    const other = await signedIn(app.url);
    const page = await shown(await other.fetch(path));
    expect(page).toContain('belongs to another account');
    expect(page).not.toContain(ada.email);
    expect((await press(other.fetch)).headers.get('location')).toContain('notice=unknown');
    expect(await rowOf(victim)).toBeUndefined();
    expect((await press(ada.fetch)).headers.get('location')).toContain('notice=changed');
  });

  it('says nothing about an address that another user has, except to its owner', async ({
    app,
    mail,
    ada,
    fresh,
    database,
    rowOf,
  }) => {
    const taken = (await signedIn(app.url)).email;
    const [one, two] = [await ask(ada, taken), await ask(ada, fresh())];
    expect([one.status, await one.text()]).toEqual([two.status, await two.text()]);
    expect(lastMailTo(mail, taken)).toContain('already has an account');
    expect(lastMailTo(mail, taken)).not.toContain(ada.email);
    const links = await database.db.select().from(accountLinks);
    expect(links.map(({ email }) => email)).not.toContain(taken);
    expect(await rowOf(ada.email)).toBeTruthy();
  });

  it('is refused if another user took the address meanwhile', async ({
    app,
    ada,
    fresh,
    rowOf,
    linkTo,
  }) => {
    const email = fresh();
    const path = await linkTo(ada, email);
    await signedIn(app.url, { email });
    const pressed = await pressButton(ada.fetch, path);
    expect(pressed.headers.get('location')).toBe('/settings/account?notice=taken');
    expect(await rowOf(ada.email)).toBeTruthy();
    const page = await (await ada.fetch('/settings/account?notice=taken')).text();
    expect(page).toContain('Your address was not changed');
  });

  it('ends links that were mailed to the old address', async ({
    app,
    mail,
    ada,
    fresh,
    linkTo,
  }) => {
    const old = await mailedLink(app.url, mail, ada.email);
    await pressButton(ada.fetch, await linkTo(ada, fresh()));
    expect(await (await fetch(app.url + old)).text()).toContain('no longer works');
  });

  it('asks for a sign-in of the last 15 minutes', async ({ database, ada, fresh, rowOf }) => {
    const { id = '' } = (await rowOf(ada.email)) ?? {};
    await database.db.update(sessions).set({ confirmedAt: 0 }).where(eq(sessions.userId, id));
    const refused = await ask(ada, fresh());
    expect([refused.status, (await refused.json()) as unknown]).toMatchObject([
      403,
      { error: { code: 'confirmation_required' } },
    ]);
    const confirm = await ada.fetch('/api/account/confirm', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ password: PASSWORD }),
    });
    expect(confirm.ok).toBe(true);
    expect((await ask(ada, fresh())).status).toBe(200);
  });

  it('cannot flood a mailbox', async ({ mail, ada, fresh }) => {
    const email = fresh();
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await ask(ada, email)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
    expect(mail.mails.filter(({ to }) => to.includes(email))).toHaveLength(5);
  });

  it('is not confirmed from a foreign page', async ({ ada, fresh, rowOf, linkTo }) => {
    const path = await linkTo(ada, fresh());
    const token = new URLSearchParams(path.split('?')[1]).get('token') ?? '';
    const response = await ada.fetch('/api/account/address/confirm', {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams({ token }),
    });
    expect(response.status).toBe(403);
    expect(await rowOf(ada.email)).toBeTruthy();
  });
});

describe('a confirmation of the present address', () => {
  it('keeps everything', async ({ app, ada, rowOf, linkTo }) => {
    expect((await rowOf(ada.email))?.emailVerified).toBeNull();
    expect(await shown(await ada.fetch('/settings/account'))).toContain('Confirm your address');
    const pressed = await pressButton(ada.fetch, await linkTo(ada, ada.email));
    expect(pressed.headers.get('location')).toBe('/settings/account?notice=confirmed');
    expect((await rowOf(ada.email))?.emailVerified).toBeInstanceOf(Date);
    expect(await signedIn(app.url, { email: ada.email, known: true })).toBeTruthy();
    expect((await ask(ada, ada.email)).status).toBe(400);
  });
});

it('says what to do if no mail is set up', async ({ start, fresh }) => {
  const app = await start({ env: { SIGN_UP: 'open' } });
  const user = await signedIn(app.url);
  const page = await shown(await user.fetch('/settings/account'));
  expect(page).toContain('Ask the operator of this server to set up email');
  expect(page).not.toContain('New address');
  const refused = await ask(user, fresh());
  expect([refused.status, await refused.text()]).toEqual([
    409,
    expect.stringContaining('mail_not_set_up'),
  ]);
});
