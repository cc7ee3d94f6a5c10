// Preloaded into the app (`--import`): sets the clock of "its machine" by the seconds in the file CLOCK_FILE, for
// Date and for SQLite. The monotonic clock stays, as when a real clock is set.
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';

const RealDate = Date;
const realNow = Date.now;
let ahead = 0;
const read = () => {
  ahead = 1_000 * Number(readFileSync(process.env.CLOCK_FILE, 'utf8'));
};
read();
setInterval(read, 20).unref();

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(realNow() + ahead);
    else super(...args);
  }
  static now() {
    return realNow() + ahead;
  }
  // Next copies own properties only.
  static UTC = RealDate.UTC;
  static parse = RealDate.parse;
};

// Every connection sets pragmas first.
const { pragma } = Database.prototype;
const seen = new WeakSet();
Database.prototype.pragma = function (...args) {
  if (!seen.has(this)) this.function('unixepoch', { varargs: true }, () => Date.now() / 1_000);
  seen.add(this);
  return pragma.apply(this, args);
};
