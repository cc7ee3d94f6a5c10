import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openShared } from '../setup/shared-app';

const RESULTS = 100;
const RESULT_BYTES = 3_000_000;
const MOST_MB = 60;

const rssOf = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;

it('the ZIP of 100 results of 3 MB', async () => {
  const { app, share, close } = await openShared();
  const url = await share(RESULTS, { showsBefore: false }, () => randomBytes(RESULT_BYTES));
  const small = await share(1);
  // What everything loads once does not count.
  for (const one of [small, url]) await (await fetch(one)).text();
  await (await fetch(`${small}/zip`)).bytes();
  await sleep(5_000);
  const idle = rssOf(app.pid);
  let peak = idle;
  const timer = setInterval(() => {
    peak = Math.max(peak, rssOf(app.pid));
  }, 20);
  const began = performance.now();
  const response = await fetch(`${url}/zip`);
  let bytes = 0;
  for await (const part of response.body ?? []) bytes += part.byteLength;
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1_000;
  const over = peak - idle;
  console.log(
    `${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s; memory ${idle.toFixed(0)} MB idle, ${over.toFixed(0)} MB more at most (asked: under ${MOST_MB})`,
  );
  await close();
  expect(bytes).toBeGreaterThan(RESULTS * RESULT_BYTES);
  expect(over).toBeLessThan(MOST_MB);
});
