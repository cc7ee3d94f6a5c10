import 'server-only';

export {
  assertFilesWritable,
  closeDb,
  getDb,
  MIGRATIONS_FOLDER,
  openDatabase,
  schemaPosition,
} from './client';
export { isUnavailable } from './errors';
export { migrateOnce } from './migrate';
export * from './schema';
export { batch, prepareOnce } from './statements';
export type { Db } from './types';
