import { chromium } from '@playwright/test';
import lighthouse, { type Result } from 'lighthouse';
import { findChromium } from '@/scripts/lib/browser.mjs';
import { freePort } from './free-port';
import { openShared } from './shared-app';

export type Figures = {
  performance: number;
  accessibility: number;
  bestPractices: number;
  cls: number;
  lcpMs: number;
  /** Audits that failed, for whoever has to mend them. */
  failed: string[];
};

function figuresOf({ categories, audits }: Result): Figures {
  const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
  const value = (name: string) => audits[name]?.numericValue ?? Number.NaN;
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    cls: value('cumulative-layout-shift'),
    lcpMs: value('largest-contentful-paint'),
    failed: Object.values(audits)
      .filter(({ score, scoreDisplayMode }) => score === 0 && scoreDisplayMode === 'binary')
      .map(({ id, title }) => `${id}: ${title}`),
  };
}

export type SharedPages = {
  /**
   * What Lighthouse finds on a page, with its own phone and slow 4G. Nothing of it needs a network.
   * @param throttling whether it calculates what they cost, as it does by default, or slows the page down
   */
  measure: (page: string, throttling?: 'simulate' | 'devtools') => Promise<Figures>;
  /** The addresses of a link to one result, and of a board of 24. */
  pages: { one: string; board: string };
  close: () => Promise<void>;
};

/** Starts the app with two links, and a browser. */
export async function openSharedPages(): Promise<SharedPages> {
  const port = await freePort();
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${port}`],
  });
  const { share, close } = await openShared();
  const pages = {
    one: await share(1),
    board: await share(24, { title: 'A board', feedback: 'open' }),
  };
  // The server has rendered such pages before.
  for (const url of Object.values(pages)) await (await fetch(url)).text();
  return {
    pages,
    measure: async (url, throttlingMethod = 'simulate') => {
      const onlyCategories = ['performance', 'accessibility', 'best-practices'];
      const flags = { port, onlyCategories, throttlingMethod, logLevel: 'silent' } as const;
      const outcome = await lighthouse(url, { ...flags, onlyCategories });
      if (!outcome) throw new Error('Lighthouse gave no result.');
      return figuresOf(outcome.lhr);
    },
    close: async () => {
      await Promise.all([browser.close(), close()]);
    },
  };
}
