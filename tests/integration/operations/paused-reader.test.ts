import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { test } from '../../setup/test';
import { LARGE } from '../../setup/upstream';

/** Longer than any limit for a sender that pauses. */
const PAUSE_MS = 35_000;

/**
 * Reads a picture and pauses once.
 * @param after how many bytes to read before the pause
 * @returns the number of bytes read in all
 */
function readWithPause(url: string, cookie: string, after: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  get(url, { headers: { cookie } }, async (response) => {
    let size = 0;
    let paused = false;
    for await (const chunk of response) {
      size += chunk.length;
      if (paused || size <= after) continue;
      paused = true;
      await sleep(PAUSE_MS);
    }
    resolve(size);
  }).on('error', reject);
  return promise;
}

test('readers of a picture who pause for long get it whole', async ({ app, user, upstream }) => {
  const output = `${upstream.url.replace('/v1', '')}/pictures/large.png`;
  const id = upstream.add({ kind: 'json', body: JSON.stringify({ status: 'success', output }) });
  await user.fetch(`/v1/job/${id}`);
  const url = `${app.url}/api/jobs/${id}/picture`;
  // At the start and in the middle: both times more waits than any buffer holds.
  const sizes = [0, LARGE / 2].map((after) => readWithPause(url, user.cookie, after));
  expect(await Promise.all(sizes)).toEqual([LARGE, LARGE]);
});
