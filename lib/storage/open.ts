import { getEnv, type StorageSettings } from '@/lib/env';
import { singleton } from '@/lib/singleton';
import { folderStorage } from './folder';
import { fromAdapter } from './from-adapter';
import type { Storage } from './storage';

/** Opens a store. Only the driver that it needs is loaded. */
export async function openStorage(settings: StorageSettings): Promise<Storage> {
  if (settings.kind === 'folder') return folderStorage(settings.path);
  if (settings.kind === 's3') {
    const { s3Fetch } = await import('files-sdk/s3-fetch');
    const { kind, ...options } = settings;
    return fromAdapter(s3Fetch(options), { signs: true });
  }
  const { vercelBlob } = await import('files-sdk/vercel-blob');
  // A private store sends whole files only.
  return fromAdapter(vercelBlob({ token: settings.token, access: 'private' }), {
    cutsRanges: true,
  });
}

const opened = singleton('storage', () => ({ current: null as Promise<Storage> | null }));

/** The store of this process. Throws StorageError if it cannot be opened; a later call tries again. */
export function getStorage(): Promise<Storage> {
  opened.current ??= openStorage(getEnv().storage).catch((error: unknown) => {
    opened.current = null;
    throw error;
  });
  return opened.current;
}
