import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const { resolve } = createRequire(import.meta.url);

/** As in scripts/server/drizzle-as-commonjs.mjs: each test file starts half a second sooner. */
const drizzle = {
  name: 'drizzle-as-commonjs',
  enforce: 'pre' as const,
  resolveId: (id: string) => (/^drizzle-orm(?:\/|$)/.test(id) ? resolve(id) : null),
};

export default defineConfig({
  plugins: [drizzle],
  resolve: {
    alias: { '@': at('.'), 'server-only': at('./node_modules/server-only/empty.js') },
  },
  test: {
    setupFiles: ['tests/setup/no-warnings.ts'],
    env: {
      NEXTAUTH_SECRET: 'a secret that only tests know, 32+ characters'.replaceAll(' ', '-'),
      LOG_LEVEL: 'silent',
    },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/setup/built-app.ts'],
          // Includes the start of the app for the first test of a file.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 45_000 } },
          // Once more on a machine that other work may keep busy. The report names what was tried again.
          retry: process.env.CI ? 1 : 0,
          maxWorkers: 4,
        },
      },
    ],
  },
});
