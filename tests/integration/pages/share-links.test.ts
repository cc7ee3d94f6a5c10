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
