/** Replaces better-sqlite3 in builds for Vercel, see `next.config.mjs`. */
export default class NoFileDriver {
  constructor() {
    throw new Error(
      'This build does not support file databases. Set DATABASE_URL to a libsql:// address.',
    );
  }
}
