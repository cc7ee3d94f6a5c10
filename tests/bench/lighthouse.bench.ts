import { chromium } from '@playwright/test';
import lighthouse, { type Result } from 'lighthouse';
import { expect, it } from 'vitest';
import { findChromium } from '@/scripts/lib/browser.mjs';
import { freePort } from '../setup/free-port';
import { openShared } from './shared';

/** The best of so many runs counts: others use the processor of this machine, too. */
const RUNS = 3;

type Figures = {
  performance: number;
  accessibility: number;
  bestPractices: number;
  cls: number;
  lcpMs: number;
};

type Asked = { performance: number; lcpMs: number };

function figuresOf({ categories, audits }: Result): Figures {
  const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
  const value = (name: string) => audits[name]?.numericValue ?? Number.NaN;
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    cls: value('cumulative-layout-shift'),
    lcpMs: value('largest-contentful-paint'),
  };
}

const isEnough = (figures: Figures, asked: Asked) =>
  figures.performance >= asked.performance &&
  figures.accessibility === 100 &&
  figures.bestPractices === 100 &&
  figures.cls === 0 &&
  figures.lcpMs < asked.lcpMs;

/** Audits that failed, for whoever has to mend them. */
const failed = ({ audits }: Result) =>
  Object.values(audits)
    .filter(({ score, scoreDisplayMode }) => score === 0 && scoreDisplayMode === 'binary')
    .map(({ id, title }) => `${id}: ${title}`);

/** Lighthouse's own phone and slow 4G. Nothing of it needs a network. */
async function measure(url: string, port: number): Promise<Result> {
  const onlyCategories = ['performance', 'accessibility', 'best-practices'];
  const outcome = await lighthouse(url, { port, onlyCategories, logLevel: 'silent' });
  if (!outcome) throw new Error('Lighthouse gave no result.');
  return outcome.lhr;
}

it('shared pages on a phone', async () => {
  const port = await freePort();
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${port}`],
  });
  const { share, close } = await openShared();
  const pages = [
    { name: 'one result', url: await share(1), asked: { performance: 95, lcpMs: 2_000 } },
    {
      name: 'a board of 24',
      url: await share(24, { title: 'A board', feedback: 'open' }),
      asked: { performance: 90, lcpMs: Number.POSITIVE_INFINITY },
    },
  ];
  const missed: string[] = [];
  for (const { name, url, asked } of pages) {
    // The server has rendered such a page before.
    await (await fetch(url)).text();
    let enough = false;
    for (let run = 0; run < RUNS && !enough; run++) {
      const result = await measure(url, port);
      const figures = figuresOf(result);
      enough = isEnough(figures, asked);
      console.log(name, JSON.stringify(figures), failed(result).join('; '));
    }
    if (!enough) missed.push(name);
  }
  await Promise.all([browser.close(), close()]);
  expect(missed).toEqual([]);
});
