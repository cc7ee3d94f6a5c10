import S3rver from 's3rver';
import { freePort } from './database.mjs';

const BUCKET = 'bottega';

/**
 * Starts an S3 server with one empty bucket.
 * @param {string} folder for its data
 * @returns {Promise<{ env: Record<string, string>, close: () => Promise<void> }>} `env`: the variables that name the bucket
 */
export async function startBucket(folder) {
  const port = await freePort();
  const server = new S3rver({
    port,
    address: '127.0.0.1',
    silent: true,
    directory: folder,
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  await server.run();
  const env = {
    S3_ENDPOINT: `http://127.0.0.1:${port}`,
    S3_BUCKET: BUCKET,
    S3_ACCESS_KEY_ID: 'S3RVER',
    S3_SECRET_ACCESS_KEY: 'S3RVER',
    S3_PATH_STYLE: 'true',
  };
  return { env, close: async () => void (await server.close()) };
}
