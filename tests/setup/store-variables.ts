import type { StorageSettings } from '@/lib/env';

/** The variables that name a store. */
export function variablesOf(settings: StorageSettings): Record<string, string> {
  if (settings.kind === 'folder') return { STORAGE_DIR: settings.path };
  if (settings.kind === 'vercel-blob') return { BLOB_READ_WRITE_TOKEN: settings.token };
  return {
    S3_ENDPOINT: settings.endpoint,
    S3_BUCKET: settings.bucket,
    S3_ACCESS_KEY_ID: settings.accessKeyId,
    S3_SECRET_ACCESS_KEY: settings.secretAccessKey,
    S3_PATH_STYLE: String(settings.forcePathStyle),
  };
}
