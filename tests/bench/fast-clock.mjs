// Loaded into the app's processes by the benchmark (node --import): speeds up their clocks by a factor.
import { syncBuiltinESMExports } from 'node:module';
import promises from 'node:timers/promises';
import Database from 'better-sqlite3';

const factor = Number(process.env.BENCH_FACTOR);
const epoch = Number(process.env.BENCH_EPOCH);
const realNow = Date.now;
const realElapsed = performance.now.bind(performance);
const { setTimeout: realTimeout, setInterval: realInterval } = globalThis;
const realSleep = promises.setTimeout;
const realSignal = AbortSignal.timeout.bind(AbortSignal);

Date.now = () => Math.round(epoch + (realNow() - epoch) * factor);
performance.now = () => realElapsed() * factor;
globalThis.setTimeout = (fn, ms = 0, ...rest) => realTimeout(fn, ms / factor, ...rest);
globalThis.setInterval = (fn, ms = 0, ...rest) => realInterval(fn, ms / factor, ...rest);
AbortSignal.timeout = (ms) => realSignal(Math.ceil(ms / factor));
promises.setTimeout = (ms, ...rest) => realSleep(ms / factor, ...rest);
syncBuiltinESMExports();

// SQLite's own clock too: every connection sets pragmas first.
const { pragma } = Database.prototype;
const fast = new WeakSet();
Database.prototype.pragma = function (...args) {
  if (!fast.has(this)) this.function('unixepoch', { varargs: true }, () => Date.now() / 1_000);
  fast.add(this);
  return pragma.apply(this, args);
};
