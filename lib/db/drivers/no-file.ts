/** What a build for Vercel holds in the place of better-sqlite3 (see `next.config.mjs`). */
export default class NoFileDriver {
  constructor() {
    throw new Error('This build has no file databases: set DATABASE_URL to a libsql:// address.');
  }
}
