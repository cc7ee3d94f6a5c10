import 'server-only';

export { batch } from './batch';
export { getDb, MIGRATIONS_FOLDER, openDatabase, schemaPosition } from './client';
export { migrateOnce } from './migrate';
export { prepareOnce } from './prepare-once';
export * from './schema';
export type { Db } from './types';
