import { connect } from 'node:net';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { sessions, users } from '@/lib/db';
import { type Client, signedIn } from '../../setup/client';
import { startMailServer, textOf } from '../../setup/mail-server';
import { addJobs } from '../../setup/many-jobs';
import { test } from '../../setup/test';

const it = test
  .extend('mail', { scope: 'file' }, async ({}, { onCleanup }) => {
    const server = await startMailServer();
    onCleanup(server.close);
    return server;
  })
  .extend('env', { scope: 'file' }, ({ mail }) => ({
    EMAIL_SERVER: mail.url,
    EMAIL_FROM: 'Bottega <bottega@example.com>',
    NEXTAUTH_URL: 'http://127.0.0.1',
  }))
  .extend('idOf', ({ database }) => async (email: string) => {
    const [row] = await database.db
      .select({ id: users.id })
      .from(users)
      .where(eq(users.email, email));
    return String(row?.id);
  });

const remove = ({ fetch }: Client, email: string) =>
  fetch('/api/account/deletion', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  });
const codeOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string } }).error.code;

describe('my data', () => {
  it('needs a recent sign-in, and a person', async ({ app, database, token }) => {
    const somebody = await signedIn(app.url);
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${app.url}/api/account/export`)).status).toBe(401);
    expect(await codeOf(await fetch(`${app.url}/api/account/export`, { headers }))).toBe(
      'token_not_allowed',
    );
    await database.db.update(sessions).set({ confirmedAt: 0 });
    const answers = [
      await somebody.fetch('/api/account/export'),
      await remove(somebody, somebody.email),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(403);
      expect(await codeOf(answer)).toBe('confirmation_required');
    }
    const site = { 'sec-fetch-site': 'cross-site' };
    expect(await codeOf(await somebody.fetch('/api/account/export', { headers: site }))).toBe(
      'forbidden_origin',
    );
  });

  it('is sent while it is read; a client that hangs up ends it', async ({
    app,
    database,
    idOf,
  }) => {
    const somebody = await signedIn(app.url);
    const at = 1_790_000_000_000;
    const body = JSON.stringify({ status: 'success', text: 'x'.repeat(5_000) });
    await addJobs(
      database.db,
      await idOf(somebody.email),
      Array.from({ length: 3_000 }, (_, n) => ({ id: `mine-${n}`, at: at + n, body })),
    );
    const { port } = new URL(app.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `GET /api/account/export HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${somebody.cookie}\r\n\r\n`,
    );
    const first = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
    socket.pause();
    expect(first.toString('latin1')).toMatch(/^HTTP\/1.1 200 /);
    // It is held back by a client that does not read on, so that it is still under way.
    const second = await somebody.fetch('/api/account/export');
    expect(second.status).toBe(429);
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
    socket.destroy();
    await expect
      .poll(async () => {
        const again = await somebody.fetch('/api/account/export');
        const bytes = (await again.arrayBuffer()).byteLength;
        return again.status === 200 && bytes > 3_000 * 5_000;
      })
      .toBe(true);
  });

  it('goes with the account: signed out everywhere, a mail, and others keep what is theirs', async ({
    app,
    database,
    upstream,
    user,
    mail,
    idOf,
  }) => {
    const leaving = await signedIn(app.url);
    const elsewhere = await signedIn(app.url, { email: leaving.email, known: true });
    const id = upstream.add({ kind: 'json', body: '{"status":"success"}' });
    for (const { fetch } of [leaving, user]) await fetch(`/v1/job/${id}`);
    expect(await codeOf(await remove(leaving, 'mistyped@example.com'))).toBe('invalid_request');
    const gone = await remove(leaving, ` ${leaving.email.toUpperCase()} `);
    expect(gone.status).toBe(200);
    expect(gone.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"');
    for (const { fetch } of [leaving, elsewhere])
      expect((await fetch('/api/jobs')).status).toBe(401);
    expect(await idOf(leaving.email)).toBe('undefined');
    expect((await user.fetch(`/api/jobs/${id}`)).status).toBe(200);
    await expect
      .poll(() => mail.mails.filter(({ to }) => to.includes(leaving.email)))
      .toHaveLength(1);
    const [goodbye] = mail.mails.filter(({ to }) => to.includes(leaving.email));
    expect(goodbye && textOf(goodbye)).toContain('You deleted your account');
    expect((await database.db.select().from(users).where(eq(users.email, user.email))).length).toBe(
      1,
    );
  });

  it('of the last operator stays', async ({ database, user }) => {
    await database.db.update(sessions).set({ confirmedAt: Date.now() });
    await database.db.update(users).set({ role: 'user' });
    await database.db.update(users).set({ role: 'operator' }).where(eq(users.email, user.email));
    expect(await codeOf(await remove(user, user.email))).toBe('last_operator');
    expect((await user.fetch('/api/jobs')).status).toBe(200);
  });
});
