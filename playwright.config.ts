import { defineConfig } from '@playwright/test';
import { findChromium } from '@/scripts/lib/browser.mjs';

// Playwright sets FORCE_COLOR for its workers; beside NO_COLOR, Node would warn in each of them.
delete process.env.NO_COLOR;

const executablePath = findChromium();

export default defineConfig({
  testDir: 'tests/e2e',
  // Of two processors: a test waits for half of its time.
  workers: 3,
  forbidOnly: true,
  // As in vitest.config.ts: the report counts what was tried again as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    // A trace of each test would take more of the processor than the tests: `--trace on` records one.
    screenshot: 'only-on-failure',
    // Nor is movement painted where no test looks at it. reveal.spec.ts does.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 900 } } },
    {
      name: 'phone',
      // See PHONE_TOO. `expectNoSidewaysScroll` checks other pages at both widths.
      grep: /@phone/,
      use: { viewport: { width: 360, height: 740 }, hasTouch: true },
    },
  ],
});
