import { dirname } from 'node:path';

/**
 * Where results are kept: in a bucket or a Blob store if one is named, else in a folder, by default beside the database.
 * The app and the scripts read the same.
 *
 * @param {Record<string, unknown>} variables those of the environment that docs/configuration.md lists under "Storage"
 * @param {string | undefined} databaseUrl as DATABASE_URL
 * @returns {import('../../../lib/env.ts').StorageSettings} a relative path counts from the folder of the app
 */
export function storageSettings(variables, databaseUrl) {
  const text = (name) => /** @type {string | undefined} */ (variables[name] || undefined);
  const token = text('BLOB_READ_WRITE_TOKEN');
  if (token) return { kind: 'vercel-blob', token };
  const [endpoint, bucket] = [text('S3_ENDPOINT'), text('S3_BUCKET')];
  const [accessKeyId, secretAccessKey] = [text('S3_ACCESS_KEY_ID'), text('S3_SECRET_ACCESS_KEY')];
  if (endpoint && bucket && accessKeyId && secretAccessKey) {
    return {
      kind: 's3',
      endpoint,
      bucket,
      region: text('S3_REGION') ?? 'us-east-1',
      accessKeyId,
      secretAccessKey,
      forcePathStyle: text('S3_PATH_STYLE') === 'true',
    };
  }
  const database = /^file:(.+)$/.exec(databaseUrl ?? '')?.[1] ?? 'data/bottega.db';
  // Not by join(): the build would count every folder of this name among the app's files.
  return { kind: 'folder', path: text('STORAGE_DIR') ?? `${dirname(database)}/files` };
}
