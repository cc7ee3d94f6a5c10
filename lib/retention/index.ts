import 'server-only';

export { maintainRetention, pruneAll } from './maintenance';
export { BOUNDED, prunedTables, RETENTION } from './rules';
