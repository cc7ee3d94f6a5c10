import 'server-only';

export { copyResult } from './copy';
export { deleteUnreferenced } from './delete-unreferenced';
export { expireResults } from './expire';
export { maintainResults } from './maintenance';
export { type CopyProgress, copyProgress } from './progress';
export { type ResultView, resultView, type StoredPicture } from './schemas';
export { type StorageUsed, storageUsed, storageUsedBy } from './storage-used';
export { RESULT_COLUMN, toResultView } from './view';
