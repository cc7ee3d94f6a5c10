import 'server-only';

export { StorageError, type StorageFault } from './errors';
export { getStorage, openStorage } from './open';
export type { ByteRange, Storage } from './storage';
