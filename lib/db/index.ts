import 'server-only';

export { getDb, MIGRATIONS_FOLDER, openDatabase, schemaPosition } from './client';
export { migrateOnce } from './migrate';
export * from './schema';
export { batch, prepareOnce } from './statements';
export type { Db } from './types';
