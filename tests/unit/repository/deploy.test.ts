import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

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

describe('the proxy configurations', () => {
  it('overwrite the forwarding headers of a client', () => {
    const nginx = read('deploy/nginx.conf');
    expect(nginx).toMatch(/X-Forwarded-For \$remote_addr;/);
    expect(nginx).not.toContain('proxy_add_x_forwarded_for');
    // Caddy overwrites them unless it has trusted proxies.
    expect(read('deploy/Caddyfile')).not.toContain('trusted_proxies');
  });
});
