import { expect } from 'vitest';
import { openStorage } from '@/lib/storage';
import { runSmokeTest } from '../../../scripts/lib/vercel/smoke.mjs';
import { startS3 } from '../../setup/s3-server';
import { variablesOf } from '../../setup/store-variables';
import { test as it } from '../../setup/test';

const CRON_SECRET = 'a-secret-of-the-cron-service-in-this-test';

it('a new deployment stores results in a bucket and serves them from there', async ({
  start,
  onTestFinished,
}) => {
  const bucket = await startS3();
  onTestFinished(bucket.close);
  const app = await start({
    env: { GEPETTO_SANDBOX: 'true', CRON_SECRET, ...variablesOf(bucket.settings) },
  });
  await runSmokeTest(app.url, { cronSecret: CRON_SECRET });
  const storage = await openStorage(bucket.settings);
  const keys = [];
  for await (const { key } of storage.list('results/')) keys.push(key.split('/').at(-1));
  expect(keys).toEqual(expect.arrayContaining(['full', '320.webp', '640.webp', '1280.webp']));
});
