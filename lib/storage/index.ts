import 'server-only';

export { StorageError } from './errors';
export { getStorage, openStorage } from './open';
export type { ByteRange, Storage, StoredFile } from './storage';
