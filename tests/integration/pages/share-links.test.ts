import { describe, expect } from 'vitest';
import { test as it } from '../../setup/test';

const DONE = {
  kind: 'json',
  body: '{"status":"success","output":"https://a.example/x.png"}',
} as const;

describe('a share link with something glued to it', () => {
  it('leads to the clean address', async ({ app, upstream, user }) => {
    const json = { 'content-type': 'application/json' };
    const id = upstream.add(DONE);
    await user.fetch('/api/jobs', { method: 'POST', headers: json, body: JSON.stringify({ id }) });
    const made = await user.fetch(`/api/jobs/${id}/shares`, { method: 'POST' });
    const { path } = ((await made.json()) as { share: { path: string } }).share;
    for (const glue of ['.', ')', ',', '_', '*', '%3E', '%E2%80%8B', '%E2%80%8B).', '%7Copen%3E']) {
      const { status, headers } = await fetch(`${app.url}${path}${glue}`, { redirect: 'manual' });
      expect([glue, status, headers.get('location')]).toEqual([glue, 307, path]);
      expect((await fetch(`${app.url}${path}${glue}`)).status).toBe(200);
    }
    expect((await fetch(`${app.url}${path}x`)).status).toBe(404);
  });
});

describe('a link to one result', () => {
  it('is made with or without choices, and with wrong ones not at all', async ({
    upstream,
    user,
  }) => {
    const id = upstream.add(DONE);
    const post = (path: string, init: RequestInit) => user.fetch(path, { method: 'POST', ...init });
    const json = { 'content-type': 'application/json' };
    await post('/api/jobs', { headers: json, body: JSON.stringify({ id }) });
    const make = async (init: RequestInit) => {
      const made = await post(`/api/jobs/${id}/shares`, init);
      return [made.status, ((await made.json()) as { share?: { hasPassword: boolean } }).share];
    };
    expect(await make({})).toMatchObject([201, { hasPassword: false }]);
    // What curl sends with `-d ''`.
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await make({ headers: form, body: '' })).toMatchObject([201, { hasPassword: false }]);
    const body = JSON.stringify({ password: 'open sesame', maxViews: 2 });
    expect(await make({ headers: json, body })).toMatchObject([
      201,
      { hasPassword: true, maxViews: 2 },
    ]);
    expect(await make({ headers: json, body: '{"password":"x"}' })).toEqual([400, undefined]);
    expect(await make({ headers: json, body: '{"jobIds":["x"]}' })).toEqual([400, undefined]);
    expect(await make({ headers: form, body: 'password=x' })).toEqual([415, undefined]);
  });
});

describe('a link that does not work', () => {
  it('says so without a script, and the same for all that was on it', async ({ app }) => {
    const path = `/s/${'A'.repeat(43)}`;
    const page = await fetch(app.url + path);
    expect(page.status).toBe(404);
    const [shown = ''] = (await page.text()).split('self.__next_f');
    expect(shown).toContain('This link does not work</h1>');
    expect(shown.match(/<title>[^<]*/g)).toEqual(['<title>This link does not work · Bottega']);
    const files = ['zip', 'picture', 'picture?of=input&n=2', 'preview.png', 'logo', 'embed'];
    const said = await Promise.all(
      files.map(async (file) => {
        const response = await fetch(`${app.url}${path}/${file}`);
        return [response.status, await response.text()];
      }),
    );
    expect(new Set(said.map(String)).size).toBe(1);
    expect(String(said[0])).toMatch(/^404,.*This link does not work/);
  });
});
