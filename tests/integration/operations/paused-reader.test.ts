import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { test } from '../../setup/test';
import { LARGE } from '../../setup/upstream';

/** Longer than any limit for a sender that pauses. */
const PAUSE_MS = 35_000;

test('a reader of a picture who pauses for long gets it whole', async ({ app, user, upstream }) => {
  const output = `${upstream.url.replace('/v1', '')}/pictures/large.png`;
  const id = upstream.add({ kind: 'json', body: JSON.stringify({ status: 'success', output }) });
  await user.fetch(`/v1/job/${id}`);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  get(
    `${app.url}/api/jobs/${id}/picture`,
    { headers: { cookie: user.cookie } },
    async (response) => {
      let size = 0;
      let pauses = 0;
      for await (const chunk of response) {
        size += chunk.length;
        // Once at the start, once in the middle: both times more waits than any buffer holds.
        if (size > pauses * (LARGE / 2)) {
          pauses += 1;
          await sleep(PAUSE_MS);
        }
      }
      resolve(size);
    },
  ).on('error', reject);
  expect(await promise).toBe(LARGE);
});
