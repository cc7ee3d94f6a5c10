import S3rver from 's3rver';
import type { StorageSettings } from '@/lib/env';
import { freePort } from './free-port';
import { temporaryFolder } from './temp-folder';

const BUCKET = 'bottega';

/** A real S3 server with one bucket, and the settings that reach it. */
export async function startS3() {
  const folder = temporaryFolder();
  const port = await freePort();
  const server = new S3rver({
    port,
    address: '127.0.0.1',
    silent: true,
    directory: folder.path,
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  await server.run();
  const settings: StorageSettings = {
    kind: 's3',
    endpoint: `http://127.0.0.1:${port}`,
    bucket: BUCKET,
    region: 'us-east-1',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    forcePathStyle: true,
  };
  const close = async () => {
    await server.close();
    folder.remove();
  };
  return { settings, close };
}
