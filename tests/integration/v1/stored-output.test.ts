import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { results, users } from '@/lib/db';
import { bytesOf, testStored } from '../../setup/stored-result-test';
import { bearer } from '../../setup/token';

const json = { 'content-type': 'application/json' };

const it = testStored
  /** What a script gets for a job. */
  .extend(
    'ask',
    { scope: 'file' },
    ({ app, token }) =>
      (id: string, query = '', init: RequestInit = {}) =>
        fetch(`${app.url}/v1/job/${id}${query}`, bearer(token, init)),
  )
  /** The address that a script gets for a job. */
  .extend('addressOf', { scope: 'file' }, ({ ask }) => async (id: string) => {
    const body = (await (await ask(id, '?output=stored')).json()) as { output: string };
    return body.output;
  });

describe('output=stored', () => {
  it('names our copy, which needs no credentials', async ({ app, ask, stored }) => {
    const own = await ask(stored.id);
    const upstreams = await own.text();
    const response = await ask(stored.id, '?output=stored');
    const body = (await response.json()) as { output: string };
    expect({ ...body, output: '' }).toEqual({ ...JSON.parse(upstreams), output: '' });
    expect(body.output.startsWith(`${app.url}/s/`)).toBe(true);

    const picture = await fetch(body.output);
    expect(picture.status).toBe(200);
    expect((await bytesOf(picture)).equals(stored.full)).toBe(true);
    expect(picture.headers.get('cache-control')).toBe('private, no-store');
    expect(picture.headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(picture.headers.get('referrer-policy')).toBe('no-referrer');
    const named = JSON.stringify([...picture.headers]) + body.output;
    expect(named).not.toContain(stored.id);
    expect(named).not.toContain('Living');
    const part = await fetch(body.output, { headers: { range: 'bytes=0-9' } });
    expect([part.status, (await bytesOf(part)).length]).toEqual([206, 10]);
    const small = await fetch(`${body.output}&size=320`);
    expect(small.headers.get('content-type')).toBe('image/webp');
  });

  it('is the same for a while, so that 304 is', async ({ ask, stored }) => {
    const etag = (await ask(stored.id, '?output=stored')).headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag };
    expect((await ask(stored.id, '?output=stored', { headers })).status).toBe(304);
    expect((await ask(stored.id, '', { headers })).status).toBe(200);
  });

  it('is byte for byte what upstream says until there is a copy', async ({
    ask,
    upstream,
    user,
  }) => {
    const body = '{ "status" : "success",\r\n"output":"https://a.example/x.png","n":1.0}';
    const id = upstream.add({ kind: 'json', body });
    await user.fetch(`/v1/job/${id}`);
    for (const query of ['', '?output=stored', '?output=upstream', '?other=1&other=2']) {
      expect([query, await (await ask(id, query)).text()]).toEqual([query, body]);
    }
    expect((await ask(id, '?output=other')).status).toBe(400);
  });

  it('may be a setting, which the parameter overrides', async ({ ask, user, stored }) => {
    const upstreams = await (await ask(stored.id)).text();
    const choose = (storedOutput: boolean) =>
      user.fetch('/api/account', {
        method: 'PATCH',
        headers: json,
        body: JSON.stringify({ storedOutput }),
      });
    expect((await choose(true)).status).toBe(200);
    expect(await (await ask(stored.id)).text()).not.toBe(upstreams);
    expect(await (await user.fetch(`/v1/job/${stored.id}`)).text()).not.toBe(upstreams);
    expect(await (await ask(stored.id, '?output=upstream')).text()).toBe(upstreams);
    expect((await choose(false)).status).toBe(200);
    expect(await (await ask(stored.id)).text()).toBe(upstreams);
  });
});

describe('a temporary address', () => {
  it.for([
    'the job is removed',
    'the job is removed and added again',
    'the result is deleted',
    'the result is another',
    'the owner is disabled',
  ])(
    'is the same 404 as an unknown one once %s',
    async (what, { app, user, addJob, store, addressOf, database }) => {
      const id = await addJob();
      await store(id);
      const address = await addressOf(id);
      expect((await fetch(address)).status).toBe(200);
      const { db } = database;
      const ofJob = eq(results.jobId, id);
      if (what.startsWith('the job')) await user.fetch(`/api/jobs/${id}`, { method: 'DELETE' });
      if (what.endsWith('again')) {
        await user.fetch('/api/jobs', {
          method: 'POST',
          headers: json,
          body: JSON.stringify({ id }),
        });
        await store(id);
      }
      if (what.endsWith('deleted')) await db.delete(results).where(ofJob);
      if (what.endsWith('another'))
        await db
          .update(results)
          .set({ hash: 'a'.repeat(64) })
          .where(ofJob);
      const owner = eq(users.email, user.email);
      if (what.endsWith('disabled')) await db.update(users).set({ disabledAt: 1 }).where(owner);
      const seen = async (url: string) => {
        const { status, headers } = await fetch(url);
        return [status, headers.get('cache-control'), headers.get('etag')];
      };
      expect(await seen(address)).toEqual(await seen(`${app.url}/s/${'A'.repeat(43)}/picture`));
      if (what.endsWith('disabled')) await db.update(users).set({ disabledAt: null }).where(owner);
    },
  );

  it('ends after a day, cannot be forged, and shows no input', async ({
    app,
    addressOf,
    stored,
  }) => {
    const address = await addressOf(stored.id);
    const sealed = new URL(address).pathname.split('/')[2] ?? '';
    for (const other of [
      `${sealed.slice(0, -3)}AAA`,
      `A${sealed.slice(1)}`,
      sealed.slice(0, 60),
      `${sealed}A`,
    ]) {
      expect((await fetch(`${app.url}/s/${other}/picture`)).status).toBe(404);
    }
    expect((await fetch(address.replace('of=output', 'of=input'))).status).toBe(404);
    expect((await fetch(`${app.url}/s/${sealed}`)).status).toBe(404);
  });
});
