import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { envSchema } from '@/lib/env-schema';
import { MIN_NODE, matchesLockfile } from '../../../scripts/lib/install.mjs';

const read = (file: string) => readFileSync(file, 'utf8');
const namesIn = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name]) => name).sort();

/** Set by the platform, not by operators. */
const NOT_OURS = ['NODE_ENV', 'VERCEL'];
const variables = Object.keys(envSchema.shape)
  .filter((name) => !NOT_OURS.includes(name))
  .sort();

describe('the repository', () => {
  it('names no registry in its lockfile', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved": "http/);
  });

  it('locks every package by its hash', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { integrity?: string; inBundle?: boolean }>;
    };
    const unlocked = Object.entries(packages).filter(([path, { integrity, inBundle }]) => {
      // A bundled package is part of the archive of the package that contains it.
      const [parent = ''] = inBundle
        ? path.split(/\/node_modules\/(?!.*\/node_modules\/)/)
        : [path];
      const hash = inBundle ? packages[parent]?.integrity : integrity;
      return path !== '' && !hash?.startsWith('sha512-');
    });
    expect(unlocked.map(([path]) => path)).toEqual([]);
  });

  it('pins the actions of its workflows by commit, with the version beside it', () => {
    const uses = globSync('.github/workflows/*.yml').flatMap((file) => [
      ...read(file).matchAll(/uses: *(.*)/g),
    ]);
    expect(uses.length).toBeGreaterThan(3);
    for (const [, action] of uses) {
      expect(action).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it('locks the optional packages of every platform, without which npm ci fails', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const missing = Object.values(packages)
      .flatMap((locked) => Object.keys(locked.optionalDependencies ?? {}))
      .filter(
        (name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)),
      );
    expect(missing).toEqual([]);
  });

  it('names one version of Node everywhere', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    const version = read('.nvmrc').trim();
    expect(engines.node).toBe(`${version}.x`);
    expect(read('README.md')).toContain(`Bottega runs on Node ${version};`);
    for (const page of ['README.md', 'CONTRIBUTING.md', 'docs/deploy-one-box.md']) {
      expect(read(page), page).toContain(MIN_NODE.join('.'));
      expect(read(page), page).toContain(`Node ${version}`);
    }
    expect(read('Dockerfile').match(/^FROM node:\d+/gm)).toEqual(
      Array(2).fill(`FROM node:${version}`),
    );
  });

  it('has its version in the changelog', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(read('CHANGELOG.md')).toContain(`## [${version}] - `);
  });

  it('lists exactly the variables of lib/env.ts in .env.example', () => {
    expect(variables.length).toBeGreaterThan(15);
    expect(namesIn(read('.env.example'), /^([A-Z0-9_]+)=/gm)).toEqual(variables);
  });

  it('documents every variable in docs/configuration.md', () => {
    const page = read('docs/configuration.md');
    expect(variables.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the check of installed packages', () => {
  const locked = {
    '': { version: '1.0.0' },
    'node_modules/a': { version: '1.2.3' },
    'node_modules/for-another-platform': { version: '1.0.0', optional: true },
    'node_modules/left-over': { version: '1.0.0', extraneous: true },
  };

  it('accepts what npm ci installs, without optional and extraneous packages', () => {
    expect(matchesLockfile(locked, { 'node_modules/a': { version: '1.2.3' } })).toBe(true);
  });

  it('rejects another version and a missing package', () => {
    expect(matchesLockfile(locked, { 'node_modules/a': { version: '1.2.4' } })).toBe(false);
    expect(matchesLockfile(locked, {})).toBe(false);
  });
});
