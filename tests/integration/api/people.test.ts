import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { browserFetch, type Client, PASSWORD, signedIn } from '../../setup/client';
import { type Document, operationsOf } from '../../setup/document';
import { test } from '../../setup/test';
import { bearer, tokenOf } from '../../setup/token';
import { DONE } from '../../setup/webhooks';

const json = (method: string, body?: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

const codeOf = async (response: Response) =>
  ((await response.json()) as { error?: { code?: string } }).error?.code;

const it = test
  /** The first account: the operator. The app has a key, and SIGN_UP its default. */
  .extend('operator', { scope: 'file' }, ({ instances: [app] }) =>
    signedIn(app.url, { email: 'operator@example.com' }),
  )
  .extend('invite', { scope: 'file' }, ({ operator }) => async (email?: string) => {
    const response = await operator.fetch('/api/invitations', json('POST', email ? { email } : {}));
    expect(response.status).toBe(201);
    return (await response.json()) as { url: string; mailed: boolean; invitation: { id: string } };
  })
  /** Signs somebody up by password. A client may do so 20 times in an hour, which is enough for this file. */
  .extend(
    'join',
    { scope: 'file' },
    ({ instances: [app] }) =>
      async (email: string, link?: string) => {
        const invitation = link && new URL(link).searchParams.get('token');
        const body = { email, password: PASSWORD, ...(invitation ? { invitation } : {}) };
        return browserFetch(app.url)('/api/sign-up', json('POST', body));
      },
  )
  /** Invites somebody, who signs up. */
  .extend('colleague', { scope: 'file' }, ({ instances: [app], invite, join }) => async () => {
    const email = `${randomUUID()}@example.com`;
    const { url } = await invite(email);
    expect((await join(email, url)).status).toBe(201);
    const client = await signedIn(app.url, { email, known: true });
    const { user } = (await (await client.fetch('/api/auth/session')).json()) as {
      user: { id: string };
    };
    return { ...client, cookie: client.cookie, fetch: client.fetch, id: user.id, email };
  });
it.override('env', { SIGN_UP: '' });

const sessionOf = async (client: Pick<Client, 'cookie'>, appUrl: string) =>
  (await fetch(`${appUrl}/api/jobs`, { headers: { cookie: client.cookie } })).status;

describe('what is for operators', () => {
  it('does not exist for anybody else', async ({ instances: [app], operator, colleague }) => {
    const document = (await (await fetch(`${app.url}/api/openapi.json`)).json()) as Document;
    const operations = operationsOf(document).filter(([, , { tags }]) =>
      tags?.includes('Operators'),
    );
    expect(operations.length).toBeGreaterThanOrEqual(13);
    const ada = await colleague();
    const tokens = [await tokenOf(ada), await tokenOf(operator)];
    for (const [method, template] of operations) {
      const path = template.replace(/\{\w+\}/g, 'x');
      const init = json(method, method === 'GET' ? undefined : {});
      expect([method, path, (await ada.fetch(path, init)).status]).toEqual([method, path, 404]);
      for (const token of tokens) {
        const response = await fetch(app.url + path, bearer(token, init));
        expect([method, path, response.status]).toEqual([method, path, 403]);
      }
      const headers = { ...init.headers, origin: app.url };
      const anonymous = await fetch(app.url + path, { ...init, headers });
      expect([method, path, anonymous.status]).toEqual([method, path, 401]);
    }
    for (const page of ['', '/people', '/invitations', '/security-log']) {
      const asUser = await ada.fetch(`/operator${page}`);
      expect([page, asUser.status]).toEqual([page, 404]);
      expect(await asUser.text()).not.toContain('/operator/people');
      expect((await operator.fetch(`/operator${page}`)).status).toBe(200);
      const anonymous = await fetch(`${app.url}/operator${page}`, { redirect: 'manual' });
      expect(anonymous.headers.get('location')).toContain('/sign-in');
    }
  });
});

describe('an invitation', () => {
  it('is needed to sign up where a key is set', async ({ operator: _, join }) => {
    const response = await join('stranger@example.com');
    expect([response.status, await codeOf(response)]).toEqual([403, 'invitation_required']);
    const known = await join('operator@example.com');
    expect([known.status, await codeOf(known)]).toEqual([403, 'invitation_required']);
  });

  it('survives scanners, works once, and then looks like one that never was', async ({
    instances: [app],
    invite,
    join,
  }) => {
    const { url, mailed } = await invite();
    expect(mailed).toBe(false);
    const page = (link: string, method = 'GET') => fetch(link, { method, redirect: 'manual' });
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD']) {
      const response = await page(url, method);
      expect([method, response.status]).toEqual([method, 200]);
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(response.headers.get('x-robots-tag')).toContain('noindex');
    }
    expect((await join('new@example.com', url)).status).toBe(201);
    const again = await join('late@example.com', url);
    expect([again.status, await codeOf(again)]).toEqual([403, 'invitation_invalid']);
    const texts = [url, `${app.url}/invite?token=${'A'.repeat(43)}`, `${app.url}/invite`].map(
      async (link) => {
        const response = await page(link);
        expect(response.status).toBe(404);
        const words = /This invitation does not work|It was used, has ended, or the link/g;
        return (await response.text()).match(words);
      },
    );
    const [used, unknown, missing] = await Promise.all(texts);
    expect(used?.length).toBeGreaterThan(1);
    expect([unknown, missing]).toEqual([used, used]);
  });

  it('admits one of several people at once', async ({ invite, join }) => {
    const { url } = await invite();
    const joined = await Promise.all(
      Array.from({ length: 3 }, () => join(`${randomUUID()}@example.com`, url)),
    );
    expect(joined.map(({ status }) => status).sort()).toEqual([201, 403, 403]);
  });

  it('for an address is for nobody else, gets a new link, and is revoked', async ({
    operator,
    invite,
    join,
  }) => {
    const { url, invitation } = await invite('ada@example.com');
    expect((await join('eve@example.com', url)).status).toBe(403);
    const path = `/api/invitations/${invitation.id}`;
    const renewed = await operator.fetch(`${path}/link`, json('POST'));
    const { url: newer } = (await renewed.json()) as { url: string };
    expect((await join('ada@example.com', url)).status).toBe(403);
    expect((await operator.fetch(path, json('DELETE'))).status).toBe(204);
    expect((await join('ada@example.com', newer)).status).toBe(403);
    expect((await operator.fetch(path, json('DELETE'))).status).toBe(404);
  });
});

describe('an operator', () => {
  it('disables an account, at once on every instance', async ({
    instances,
    operator,
    colleague,
  }) => {
    const ada = await colleague();
    const token = await tokenOf(ada);
    const statuses = async () =>
      Promise.all(
        instances.flatMap(({ url }) => [
          sessionOf(ada, url),
          fetch(`${url}/api/jobs`, bearer(token)).then(({ status }) => status),
          fetch(`${url}/v1/job/none-such`, bearer(token)).then(({ status }) => status),
        ]),
      );
    expect(await statuses()).not.toContain(401);
    const path = `/api/people/${ada.id}`;
    const disabled = await operator.fetch(path, json('PATCH', { disabled: true }));
    expect(await disabled.json()).toMatchObject({ person: { state: 'disabled' } });
    expect(new Set(await statuses())).toEqual(new Set([401]));
    const [app] = instances;
    const signIn = () => signedIn(app.url, { email: ada.email, known: true });
    await expect(signIn()).rejects.toThrow('AccountDisabled');
    expect((await operator.fetch(path, json('PATCH', { disabled: false }))).status).toBe(200);
    await signIn();
    // Sessions from before stay ended; tokens work again.
    expect(await sessionOf(ada, app.url)).toBe(401);
    expect((await fetch(`${app.url}/api/jobs`, bearer(token))).status).toBe(200);
  });

  it('signs somebody out everywhere', async ({ instances, operator, colleague }) => {
    const ada = await colleague();
    const path = `/api/people/${ada.id}/sessions`;
    expect((await operator.fetch(path, json('DELETE'))).status).toBe(204);
    for (const { url } of instances) expect(await sessionOf(ada, url)).toBe(401);
  });

  it('makes a link to reset a password', async ({ operator, colleague }) => {
    const ada = await colleague();
    const made = await operator.fetch(`/api/people/${ada.id}/reset-link`, json('POST'));
    expect(made.status).toBe(201);
    expect(await made.json()).toMatchObject({
      url: expect.stringMatching(/\/reset-password\?token=[\w-]{43}$/),
    });
  });

  it('deletes an account and hands its jobs over', async ({ upstream, operator, colleague }) => {
    const [ada, bob] = [await colleague(), await colleague()];
    const id = upstream.add(DONE);
    await ada.fetch('/api/jobs', json('POST', { text: id }));
    await ada.fetch(`/api/jobs/${id}`, json('PATCH', { label: 'Kitchen' }));
    const shared = await ada.fetch(`/api/jobs/${id}/shares`, json('POST'));
    const { share } = (await shared.json()) as { share: { path: string } };
    const path = `/api/people/${ada.id}/deletion`;
    const nobody = { jobs: 'hand_over', to: 'nobody@example.com' };
    expect((await operator.fetch(path, json('POST', nobody))).status).toBe(400);
    const body = { jobs: 'hand_over', to: bob.email };
    const deleted = await operator.fetch(path, json('POST', body));
    expect([deleted.status, await deleted.json()]).toEqual([200, { done: true }]);
    expect((await ada.fetch('/api/jobs')).status).toBe(401);
    expect(await (await bob.fetch(`/api/jobs/${id}`)).json()).toMatchObject({
      job: { label: 'Kitchen' },
    });
    expect((await operator.fetch(share.path)).status).toBe(200);
    expect((await operator.fetch(`/api/people/${ada.id}`)).status).toBe(404);
  });

  it('cannot lock themselves out, nor the last of them', async ({
    instances,
    operator,
    colleague,
  }) => {
    const session = await (await operator.fetch('/api/auth/session')).json();
    const { id } = (session as { user: { id: string } }).user;
    const self = await operator.fetch(`/api/people/${id}`, json('PATCH', { disabled: true }));
    expect([self.status, await codeOf(self)]).toEqual([409, 'own_account']);
    const ada = await colleague();
    await operator.fetch(`/api/people/${ada.id}`, json('PATCH', { operator: true }));
    const [app] = instances;
    const asAda = await signedIn(app.url, { email: ada.email, known: true });
    const both = await Promise.all([
      operator.fetch(`/api/people/${ada.id}`, json('PATCH', { operator: false })),
      asAda.fetch(`/api/people/${id}`, json('PATCH', { operator: false })),
    ]);
    expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    // For the other tests.
    await asAda.fetch(`/api/people/${id}`, json('PATCH', { operator: true }));
    expect((await operator.fetch('/api/people')).status).toBe(200);
  });
});

describe('the security log', () => {
  it('says who did what to whom, and can be filtered and exported', async ({
    instances: [app],
    operator,
    colleague,
  }) => {
    const ada = await colleague();
    await operator.fetch(`/api/people/${ada.id}`, json('PATCH', { disabled: true }));
    const stranger = `${randomUUID()}@example.com`;
    for (let i = 0; i < 3; i++) {
      await signedIn(app.url, { email: stranger, known: true }).catch(() => {});
    }
    const lines = async (query: string) => {
      const response = await operator.fetch(`/api/security-log?${query}`);
      return ((await response.json()) as { lines: Record<string, unknown>[] }).lines;
    };
    expect((await lines(`person=${ada.email}&event=account_disabled`))[0]).toMatchObject({
      about: { id: ada.id, email: ada.email },
      by: { email: 'operator@example.com' },
    });
    await expect
      .poll(() => lines(`person=${stranger}`))
      .toMatchObject([{ event: 'sign_in_failed', about: null, times: 3 }]);
    const today = new Date().toISOString().slice(0, 10);
    expect(await lines('to=2020-01-01')).toEqual([]);
    expect((await lines(`from=${today}`)).length).toBeGreaterThan(0);
    const file = (format: string) =>
      operator.fetch(`/api/security-log/export?format=${format}&person=${ada.id}`);
    const csv = await file('csv');
    expect(csv.headers.get('content-disposition')).toContain('.csv');
    const [head, ...rows] = (await csv.text()).trim().split('\r\n');
    expect(head).toContain('event,times,user,userEmail');
    const parsed = (await (await file('jsonl')).text()).trim().split('\n');
    expect(parsed.map((line) => JSON.parse(line).event)).toContain('account_disabled');
    expect(rows).toHaveLength(parsed.length);
    const whole = await (await operator.fetch('/api/security-log/export')).text();
    for (const secret of [PASSWORD, stranger, ada.cookie]) expect(whole).not.toContain(secret);
    for (const query of ['event=made_up', 'cursor=x', 'from=yesterday']) {
      expect((await operator.fetch(`/api/security-log?${query}`)).status).toBe(400);
      expect((await operator.fetch(`/operator/security-log?${query}`)).status).toBe(200);
    }
  });
});
