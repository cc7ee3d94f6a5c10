import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('../..'),
  resolve: {
    alias: { '@': at('../..'), 'server-only': at('../../node_modules/server-only/empty.js') },
  },
  test: {
    include: ['tests/bench/**/*.bench.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
    disableConsoleIntercept: true,
    // For what runs in the process of the benchmark itself.
    env: { NEXTAUTH_SECRET: 'a-secret-that-only-benchmarks-know', LOG_LEVEL: 'silent' },
  },
});
