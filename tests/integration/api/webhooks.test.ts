import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import type { DeliveryView, WebhookView } from '@/lib/webhooks';
import { type Client, signedIn } from '../../setup/client';
import { status, verified } from '../../setup/receiver';
import { onEachDatabase, test } from '../../setup/test';
import { DONE, PENDING } from '../../setup/webhooks';

const json = (method: string, body?: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

type Made = { webhook: WebhookView; secret: string };

async function register(user: Client, url: string): Promise<Made> {
  const answer = await user.fetch('/api/webhooks', json('POST', { url }));
  expect(answer.status).toBe(201);
  return (await answer.json()) as Made;
}

async function sendTest(user: Client, { webhook }: Made): Promise<DeliveryView> {
  const answer = await user.fetch(`/api/webhooks/${webhook.id}/test`, json('POST'));
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { delivery: DeliveryView }).delivery;
}

const processes = test
  .extend('env', { scope: 'file' }, { WEBHOOKS_ALLOW_PRIVATE: 'true', LOG_LEVEL: 'debug' })
  .extend('user', { scope: 'file' }, ({ instances: [first] }) => signedIn(first.url))
  .extend('stranger', { scope: 'file' }, ({ instances: [first] }) => signedIn(first.url));

describe.each(onEachDatabase(processes))(
  'webhooks of two processes on one $kind database',
  ({ it }) => {
    it("are sent once for each job, with a link to the user's page", async ({
      instances,
      upstream,
      receiver,
      user,
    }) => {
      const { secret } = await register(user, `${receiver.url}/settled`);
      const ids = Array.from({ length: 12 }, () => `job-${randomUUID()}`);
      for (const id of ids) {
        upstream.set(id, { kind: 'sequence', of: [PENDING, DONE] });
        await user.fetch(`/v1/job/${id}`);
      }
      await expect
        .poll(() => receiver.at('/settled').length, { timeout: 50_000 })
        .toBeGreaterThanOrEqual(12);
      const messages = receiver.at('/settled').map((one) => verified(secret, one));
      const told = messages.map(({ data }) => (data as { id: string }).id);
      expect(told.toSorted()).toEqual(ids.toSorted());
      expect(messages[0]).toMatchObject({
        type: 'job.succeeded',
        data: { url: `${instances[0].url}/jobs/${told[0]}` },
      });
    });

    it('show the result of a test at once', async ({ receiver, user }) => {
      const made = await register(user, `${receiver.url}/test`);
      expect(await sendTest(user, made)).toMatchObject({ state: 'delivered', status: 204 });
      const [message] = receiver.at('/test');
      if (!message) throw new Error('No message arrived.');
      expect(verified(made.secret, message)).toMatchObject({ type: 'webhook.test' });
      receiver.answer('/test', status(404));
      const failed = await sendTest(user, made);
      expect(failed).toMatchObject({ state: 'failed', status: 404 });
      expect(failed.error).toContain('404');
      const log = await user.fetch(`/api/webhooks/${made.webhook.id}/deliveries`);
      expect(await log.json()).toMatchObject({ deliveries: [{ id: failed.id }, {}] });
    });

    it('show the secret to their owner only, who can rotate it', async ({
      instances,
      database,
      receiver,
      user,
    }) => {
      const made = await register(user, `${receiver.url}/secret`);
      expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      const path = `/api/webhooks/${made.webhook.id}/secret`;
      expect(await (await user.fetch(path)).json()).toEqual({ secret: made.secret });
      const changed = (await (await user.fetch(path, json('POST'))).json()) as { secret: string };
      expect(changed.secret).not.toBe(made.secret);
      await sendTest(user, made);
      const [message] = receiver.at('/secret');
      if (!message) throw new Error('No message arrived.');
      verified(made.secret, message);
      verified(changed.secret, message);
      for (const place of ['/api/webhooks', `/api/webhooks/${made.webhook.id}/deliveries`]) {
        const text = await (await user.fetch(place)).text();
        expect(text).not.toContain(changed.secret);
        expect(text).not.toContain('ealed');
      }
      const secrets = [made.secret, changed.secret].map((secret) => secret.slice(6, 30));
      const written = instances.map((app) => app.output());
      if (database.path) {
        const folder = dirname(database.path);
        for (const file of readdirSync(folder)) {
          written.push(readFileSync(join(folder, file), 'latin1'));
        }
        expect(written.join('')).toContain(made.webhook.id);
      }
      for (const text of written) {
        for (const secret of secrets) expect(text.includes(secret)).toBe(false);
      }
    });

    it('do not exist for other users, and reject requests without a session or from other origins', async ({
      instances,
      receiver,
      user,
      stranger,
    }) => {
      const made = await register(user, `${receiver.url}/mine`);
      const delivery = await sendTest(user, made);
      const routes = (id: string): [string, string, unknown?][] => [
        ['GET', `/api/webhooks/${id}`],
        ['PATCH', `/api/webhooks/${id}`, { enabled: false }],
        ['GET', `/api/webhooks/${id}/secret`],
        ['POST', `/api/webhooks/${id}/secret`],
        ['POST', `/api/webhooks/${id}/test`],
        ['GET', `/api/webhooks/${id}/deliveries`],
        ['POST', `/api/webhooks/${id}/deliveries/${delivery.id}/redeliver`],
        ['DELETE', `/api/webhooks/${id}`],
      ];
      const unknown = routes(randomUUID());
      for (const [index, [method, path, body]] of routes(made.webhook.id).entries()) {
        const foreign = await stranger.fetch(path, json(method, body));
        const missing = await stranger.fetch(unknown[index]?.[1] ?? '', json(method, body));
        expect([method, path, foreign.status]).toEqual([method, path, 404]);
        expect(await foreign.text()).toBe(await missing.text());
        const init = json(method, body);
        const origin = instances[0].url;
        const nobody = await fetch(new URL(path, origin), {
          ...init,
          headers: { ...init.headers, origin },
        });
        expect([method, path, nobody.status]).toEqual([method, path, 401]);
        if (method === 'GET') continue;
        const headers = { ...init.headers, origin: 'https://evil.example' };
        const crossSite = await user.fetch(path, { ...init, headers });
        expect([method, path, crossSite.status]).toEqual([method, path, 403]);
      }
      expect(await (await stranger.fetch('/api/webhooks')).json()).toEqual({ webhooks: [] });
      expect((await stranger.fetch(`/settings/webhooks/${made.webhook.id}`)).status).toBe(404);
      expect((await user.fetch(`/settings/webhooks/${made.webhook.id}`)).status).toBe(200);
      expect(receiver.at('/mine')).toHaveLength(1);
      const gone = await user.fetch(`/api/webhooks/${made.webhook.id}`, json('DELETE'));
      expect(gone.status).toBe(204);
      expect((await user.fetch(`/api/webhooks/${made.webhook.id}`)).status).toBe(404);
    });
  },
);

describe('webhooks to public addresses only', () => {
  const it = test;

  it.for([
    ['plain http', 'http://hooks.example/'],
    ['credentials', 'https://me:secret@hooks.example/'],
    ['a user name', 'https://me@hooks.example/'],
    ['a fragment', 'https://hooks.example/#part'],
    ['an empty fragment', 'https://hooks.example/#'],
    ['another scheme', 'ftp://hooks.example/'],
    ['a script', 'javascript:alert(1)'],
    ['no address', 'hooks'],
    ['2,001 characters', `https://hooks.example/${'a'.repeat(1_979)}`],
    ['2,000 that grow when written as an address', `https://hooks.example/${'é'.repeat(1_900)}`],
  ])('reject a URL with %s', async ([_name, url], { user }) => {
    const answer = await user.fetch('/api/webhooks', json('POST', { url }));
    expect(answer.status).toBe(400);
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('invalid_request');
    expect(error.message).toMatch(/\.$/);
  });

  it.for(['127.0.0.1', '2130706433', '[::ffff:127.0.0.1]', 'localhost'])(
    'are not delivered to %s',
    async (host, { receiver, user }) => {
      const { port } = new URL(receiver.url);
      const made = await register(user, `https://${host}:${port}/private`);
      const delivery = await sendTest(user, made);
      expect(delivery).toMatchObject({ state: 'failed', status: null });
      expect(delivery.error).toContain('not point to a public address');
      expect(receiver.received).toEqual([]);
    },
  );
});
