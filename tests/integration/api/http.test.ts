import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { type RawAnswer, rawGet, sendRaw } from '../../setup/raw';
import { routePaths } from '../../setup/routes';
import { test } from '../../setup/test';

const PAGES = [
  '/',
  '/sign-in',
  '/jobs',
  '/jobs/x',
  '/settings/account',
  '/settings/security',
  '/settings/tokens',
  '/s/x',
  '/docs/api',
  '/nowhere',
];

const it = test.extend(
  'ask',
  ({ app }) =>
    (path: string, method = 'GET', lines: string[] = []) =>
      sendRaw(app.url, rawGet(path, lines, method)),
);

const JSON_TYPE = 'Content-Type: application/json';

function codeOf(answer: RawAnswer): string {
  return (JSON.parse(answer.body) as { error: { code: string } }).error.code;
}

/** What people change who are not signed in (yet), or whose session the endpoint looks up itself. */
const WITHOUT_SESSION = [
  '/api/sign-up',
  '/api/sign-in/passkey',
  '/api/sign-in/second-factor',
  '/api/account/forgotten-password',
  '/api/account/reset-password',
  '/api/account/address/confirm',
  // Gepetto calls it; `x` is a secret that nobody has.
  '/api/hooks/gepetto/x',
];

describe('a change', () => {
  /** Every change that needs a user, found by asking. */
  const changes = async (ask: (path: string, method: string) => Promise<RawAnswer>) => {
    const asked = routePaths().flatMap((path) =>
      ['POST', 'PATCH', 'DELETE'].map((method) => [path.replace(/\{\w+\}/g, 'x'), method] as const),
    );
    const answers = await Promise.all(asked.map(([path, method]) => ask(path, method)));
    return asked.filter(
      ([path], i) => answers[i]?.status !== 405 && !WITHOUT_SESSION.includes(path),
    );
  };

  it('without credentials gets 401 with WWW-Authenticate, from wherever it comes', async ({
    ask,
  }) => {
    const found = await changes(ask);
    expect(found.length).toBeGreaterThan(8);
    for (const [path, method] of found) {
      for (const origin of [[], ['Origin: https://evil.example'], ['Origin: null']]) {
        const answer = await ask(path, method, [JSON_TYPE, 'Content-Length: 0', ...origin]);
        expect([path, method, answer.status, codeOf(answer)]).toEqual([
          path,
          method,
          401,
          'unauthenticated',
        ]);
        expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm=/);
      }
    }
  });

  it('by cookie from a foreign page gets 403', async ({ ask, user }) => {
    for (const [path, method] of await changes(ask)) {
      const lines = [`Cookie: ${user.cookie}`, 'Origin: https://evil.example', 'Content-Length: 0'];
      const answer = await ask(path, method, lines);
      expect([path, method, answer.status, codeOf(answer)]).toEqual([
        path,
        method,
        403,
        'forbidden_origin',
      ]);
    }
  });

  it.for([
    ['no type', []],
    ['text', ['Content-Type: text/plain']],
    ['a longer type', ['Content-Type: application/jsonx']],
    ['another charset', ['Content-Type: application/json; charset=utf-16']],
    ['gzip', [JSON_TYPE, 'Content-Encoding: gzip']],
    ['two codings', [JSON_TYPE, 'Content-Encoding: gzip, br']],
  ] as [string, string[]][])('with %s gets 415', async ([, lines], { app, user }) => {
    const own = [`Cookie: ${user.cookie}`, `Origin: ${app.url}`, 'Host: x'].slice(0, 2);
    const head = (path: string, method: string) =>
      rawGet(path, [...own, ...lines, 'Content-Length: 12'], method)
        .toString()
        .replace('Host: app.example', `Host: ${new URL(app.url).host}`);
    for (const [path, method] of [
      ['/api/jobs', 'POST'],
      ['/api/tokens', 'POST'],
      ['/api/jobs/x', 'PATCH'],
      ['/api/sign-up', 'POST'],
      ['/api/auth/signout', 'POST'],
    ] as const) {
      const answer = await sendRaw(app.url, `${head(path, method)}{"id": "abc"}`.slice(0, -1));
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 415, 'unsupported_media_type']);
      expect(answer.headers.accept ?? answer.headers['accept-encoding']).toBeTruthy();
    }
  });

  it('in UTF-8 is accepted, however that is written', async ({ user }) => {
    for (const type of ['application/json; charset=UTF-8', 'Application/JSON;charset="utf-8"']) {
      const init = {
        method: 'POST',
        headers: { 'content-type': type, 'content-encoding': 'identity' },
      };
      const response = await user.fetch('/api/jobs', { ...init, body: '{}' });
      expect([type, response.status]).toEqual([type, 400]);
    }
  });
});

describe('a page', () => {
  it.for(['POST', 'PUT', 'PATCH', 'DELETE'])('cannot be changed by %s', async (method, { ask }) => {
    for (const path of PAGES) {
      const answer = await ask(path, method, ['Content-Length: 0']);
      expect([path, answer.status, answer.headers.allow]).toEqual([
        path,
        405,
        'GET, HEAD, OPTIONS',
      ]);
      expect(codeOf(answer)).toBe('method_not_allowed');
    }
  });

  it('says for OPTIONS what is possible', async ({ ask }) => {
    for (const path of PAGES) {
      const { status, headers, body } = await ask(path, 'OPTIONS');
      expect([path, status, headers.allow, body]).toEqual([path, 204, 'GET, HEAD, OPTIONS', '']);
    }
  });

  it('has a Content-Security-Policy, a missing one too, wherever it would be', async ({ ask }) => {
    const missing = [
      '/_next/nope',
      '/_next/image?url=x',
      '/_next/data/x/y.json',
      '/hero/nope.webp',
    ];
    const more = ['/V1/job/x', '/API', '/.well-known/nope', '/s/x/nope', '/_next'];
    for (const path of [...PAGES, ...missing, ...more]) {
      for (const lines of [[], ['RSC: 1'], ['Sec-Fetch-Dest: image']]) {
        const { headers } = await ask(path, 'GET', lines);
        if (!headers['content-type']?.startsWith('text/html')) continue;
        expect([path, headers['content-security-policy']]).toEqual([
          path,
          expect.stringMatching(/^default-src 'none'/),
        ]);
      }
    }
    expect((await ask('/_next/nope')).status).toBe(404);
  });

  it('is compressed', async ({ app }) => {
    for (const path of ['/', '/sign-in', '/api/openapi.json']) {
      const asking = request(new URL(path, app.url), {
        headers: { 'accept-encoding': 'gzip, br' },
      });
      const [response] = (await once(asking.end(), 'response')) as [IncomingMessage];
      expect([path, response.headers['content-encoding']]).toEqual([path, 'br']);
      expect(response.headers.vary).toMatch(/accept-encoding/i);
      expect(brotliDecompressSync(await buffer(response)).toString()).toMatch(/[>}]$/);
    }
  });
});

describe('addresses that every site has', () => {
  it('are there', async ({ ask }) => {
    const robots = await ask('/robots.txt');
    expect([robots.status, robots.headers['content-type']]).toEqual([
      200,
      'text/plain; charset=utf-8',
    ]);
    // A crawler that may not read a share never learns that it must not be listed.
    expect(robots.body).not.toMatch(/Disallow: \/(s\/|$)/m);
    const icon = await ask('/favicon.ico');
    expect([icon.status, icon.headers['content-type']]).toEqual([200, 'image/vnd.microsoft.icon']);
    const change = await ask('/.well-known/change-password');
    expect([change.status, change.headers.location]).toEqual([307, '/settings/security']);
    // By this, password managers see whether the redirect above can be trusted.
    expect((await ask('/.well-known/resource-that-should-not-exist')).status).toBe(404);
  });

  it('say where to report a vulnerability', async ({ ask, start }) => {
    const { status, headers, body } = await ask('/.well-known/security.txt');
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(body).toMatch(/^Contact: https:\/\/app\.example$/m);
    const expires = Date.parse(/^Expires: (\S+)$/m.exec(body)?.[1] ?? '');
    expect(expires).toBeGreaterThan(Date.now());
    expect(expires).toBeLessThan(Date.now() + 365 * 86_400_000);
    const env = {
      NEXTAUTH_URL: 'https://bottega.example',
      SECURITY_CONTACT: 'mailto:security@bottega.example',
    };
    const own = await start({ env });
    const text = (await sendRaw(own.url, rawGet('/.well-known/security.txt'))).body;
    expect(text).toMatch(/^Contact: mailto:security@bottega\.example$/m);
    expect(text).toMatch(/^Canonical: https:\/\/bottega\.example\/\.well-known\/security\.txt$/m);
    for (const path of [
      '/',
      '/api/health',
      '/v1/styles',
      '/robots.txt',
      '/_next/static/x',
      '/%ff',
    ]) {
      const { headers: all } = await sendRaw(own.url, rawGet(path));
      expect([path, all['strict-transport-security']]).toEqual([path, 'max-age=31536000']);
    }
  });

  it('are served over http without HSTS, whatever the client says', async ({ ask }) => {
    for (const path of ['/', '/api/health', '/robots.txt']) {
      const { headers } = await ask(path, 'GET', ['X-Forwarded-Proto: https']);
      expect(headers).not.toHaveProperty('strict-transport-security');
    }
  });
});

describe('signing out', () => {
  it('clears what the browser has kept, and only then', async ({ app, user }) => {
    const { csrfToken } = (await (await user.fetch('/api/auth/csrf')).json()) as {
      csrfToken: string;
    };
    const signOut = (token: string) =>
      user.fetch('/api/auth/signout', {
        method: 'POST',
        body: new URLSearchParams({ csrfToken: token, json: 'true' }),
      });
    expect((await signOut('wrong')).headers.get('clear-site-data')).toBeNull();
    const done = await signOut(csrfToken);
    expect([done.status, done.headers.get('clear-site-data')]).toEqual([200, '"cache", "storage"']);
    expect((await user.fetch(`${app.url}/api/jobs`)).status).toBe(401);
  });
});
