import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { storageSettings } from '../../../scripts/lib/files/settings.mjs';
import { isTrusted, parseTrust } from '../../../scripts/server/trusted-proxies.mjs';

const read = (file: string) => readFileSync(file, 'utf8');
const lines = (file: string) =>
  read(file)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

describe('the build context of the image', () => {
  const ignored = lines('.dockerignore');

  it('excludes secrets and data', () => {
    expect(ignored).toEqual(expect.arrayContaining(['.env', '.env.*', 'data', '.git', '**/*.db']));
  });

  it('contains everything that the build reads', () => {
    const [, list = ''] = /INPUTS = \[([^\]]+)\]/.exec(read('scripts/lib/build.mjs')) ?? [];
    const inputs = [...list.matchAll(/'([^']+)'/g)].map(([, path = '']) => path);
    expect(inputs.length).toBeGreaterThan(8);
    for (const path of [...inputs, 'scripts', '.npmrc', 'LICENSE']) {
      expect(existsSync(path), path).toBe(true);
      expect(ignored).not.toContain(path);
    }
  });
});

describe('the systemd units', () => {
  it.each(globSync('deploy/*.service'))('%s runs a script that the bundle contains', (unit) => {
    const [, script = ''] = /^ExecStart=\S+ \/opt\/bottega\/(\S+)/m.exec(read(unit)) ?? [];
    expect(existsSync(script), script).toBe(true);
  });

  it.each(globSync('deploy/*.service'))(
    '%s drops every privilege that it does not need',
    (unit) => {
      const settings = ['DynamicUser=yes', 'NoNewPrivileges=yes', 'ProtectSystem=strict'];
      expect(lines(unit)).toEqual(expect.arrayContaining([...settings, 'CapabilityBoundingSet=']));
    },
  );
});

describe('results', () => {
  it.each(globSync('deploy/*.service'))('of %s are kept where data lasts', (unit) => {
    const [, url] = /^Environment=DATABASE_URL=(\S+)$/m.exec(read(unit)) ?? [];
    const store = storageSettings({}, url);
    expect(store).toEqual({ kind: 'folder', path: '/var/lib/bottega/files' });
    // Both name another store by the same file, or a backup would have no files.
    expect(lines(unit)).toEqual(
      expect.arrayContaining(['StateDirectory=bottega', 'EnvironmentFile=-/etc/bottega.env']),
    );
  });

  it('of a container are kept in its volume', () => {
    expect(storageSettings({}, undefined)).toEqual({ kind: 'folder', path: 'data/files' });
    expect(read('Dockerfile')).toMatch(/^WORKDIR \/app$[\s\S]*^VOLUME \/app\/data$/m);
    expect(read('compose.yaml')).toMatch(/^\s+- data:\/app\/data$/m);
  });
});

describe('the proxy configurations', () => {
  it('send Strict-Transport-Security once, whether or not the app sends it', () => {
    expect(read('deploy/nginx.conf')).toMatch(/proxy_hide_header\s+Strict-Transport-Security;/);
    expect(read('deploy/Caddyfile')).toContain('header ?Strict-Transport-Security');
  });

  it('do not compress what the app leaves uncompressed', () => {
    expect(read('deploy/nginx.conf')).not.toMatch(/^\s*(gzip|brotli)\b/m);
    expect(read('deploy/Caddyfile')).not.toMatch(/^\s*encode\b/m);
  });

  it('overwrite the forwarding headers of a client', () => {
    const nginx = read('deploy/nginx.conf');
    expect(nginx).toMatch(/X-Forwarded-For \$remote_addr;/);
    expect(nginx).not.toContain('proxy_add_x_forwarded_for');
    // Caddy overwrites them unless it has trusted proxies.
    expect(read('deploy/Caddyfile')).not.toContain('trusted_proxies');
  });

  const SECRET = 'cs6Zq0aB2cD4eFgH9xYz1A';
  const requests = [
    `/s/${SECRET}`,
    `/s/${SECRET}/picture?download=1`,
    `//s/${SECRET}`,
    `/%73/${SECRET}`,
    `/s%2F${SECRET}`,
    `/p/${SECRET}`,
    `/api/hooks/gepetto/${SECRET}`,
    `/api/auth/callback/email?callbackUrl=%2Fjobs&token=${SECRET}&email=a%40b.c`,
    `/sign-in/link?callbackUrl=%2Fjobs&token=${SECRET}&email=a%40b.c`,
    `/settings/account/confirm?token=${SECRET}`,
    `/sign-in?callbackUrl=%2Fsettings%2Faccount%2Fconfirm%3Ftoken%3D${SECRET}`,
    `/api/auth/callback/oidc?code=${SECRET}&state=${SECRET}`,
    `/v1/job/abc?access_token=${SECRET}`,
  ];

  it('log no secret in a path or a query: Caddy', () => {
    const file = read('deploy/Caddyfile');
    const [, source = '', to = ''] = /request>uri regexp "\(\?i\)(\S+)" "(\S+)"/.exec(file) ?? [];
    const logged = (uri: string) => uri.replace(new RegExp(source, 'i'), to);
    for (const uri of requests) expect(logged(uri)).not.toContain(SECRET);
    expect(logged('/v1/job/abc?x')).toBe('/v1/job/abc');
    expect(logged('/settings')).toBe('/settings');
    // The log of errors as well as that of requests.
    expect(file.match(/^\t+import no-secrets$/gm)).toHaveLength(2);
    expect(file.match(/^\t*log /gm)).toHaveLength(2);
  });

  it('log no secret in a path or a query: nginx', () => {
    const file = read('deploy/nginx.conf');
    // $uri has no query, and is decoded and without repeated slashes.
    const [, rules = ''] =
      /map \$uri \$bottega_path \{\s+default +\$uri;([^}]+)\}/.exec(file) ?? [];
    const hidden = [...rules.matchAll(/"~\*(\S+)" +(\S+);/g)];
    const logged = (uri: string) => {
      const path = decodeURIComponent(uri.replace(/\?.*/, '')).replace(/\/+/g, '/');
      const rule = hidden.find(([, source = '']) => new RegExp(source, 'i').test(path));
      return rule?.[2] ?? path;
    };
    for (const uri of requests) expect(logged(uri)).not.toContain(SECRET);
    expect(logged('/settings')).toBe('/settings');
    expect(logged('/s/abc')).toBe('/s/-');
    expect(/log_format bottega '(.*)'/.exec(file)?.[1]).not.toMatch(
      /\$(request|request_uri|args|http_referer|query_string)\b/,
    );
    const servers = file.split(/^server \{/m).slice(1);
    expect(servers).toHaveLength(2);
    for (const server of servers) {
      expect(server).toMatch(/access_log +\S+ bottega;/);
      expect(server).toMatch(/error_log +\S+ emerg;/);
    }
  });
});

describe('the proxy in front is believed', () => {
  it.each([
    ['deploy/bottega.service', /^Environment=TRUST_PROXY=(\S+)$/m, '127.0.0.1'],
    ['compose.yaml', /TRUST_PROXY: \$\{TRUST_PROXY:-(\S+)\}/, '172.18.0.1'],
  ])('by %s', (file, pattern, peer) => {
    const trust = parseTrust(pattern.exec(read(file))?.[1]);
    expect(trust && isTrusted(peer, trust)).toBe(true);
    // And nobody from the internet.
    expect(trust && isTrusted('203.0.113.7', trust)).toBe(false);
  });
});

describe('compose.yaml', () => {
  it('names the version that its optional env_file needs, and so does the page', () => {
    expect(read('compose.yaml')).toContain('required: false');
    expect(read('compose.yaml')).toContain('Docker Compose 2.24 or newer');
    expect(read('docs/deploy-one-box.md')).toContain('Docker with Compose 2.24 or newer');
  });
});
