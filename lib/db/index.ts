import 'server-only';

export {
  assertFilesWritable,
  closeDb,
  getDb,
  MIGRATIONS_FOLDER,
  openDatabase,
  schemaPosition,
} from './client';
export { DATABASE_NOW, now, readClock } from './clock';
export { isUnavailable } from './errors';
export { LONGEST_CHECK_MS, LONGEST_LEASE_MS, resetFutureTimes } from './future-times';
export { insertIf } from './insert-if';
export { isLiveSession } from './live-session';
export { migrateOnce } from './migrate';
export * from './schema';
export { batch, containsText, prepareOnce } from './statements';
export { tidyFile } from './tidy-file';
export type { Db } from './types';
