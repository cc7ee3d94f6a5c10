// Loaded into the app's processes by the benchmark (node --import): speeds up their clocks by a factor.
import { syncBuiltinESMExports } from 'node:module';
import promises from 'node:timers/promises';

const factor = Number(process.env.BENCH_FACTOR);
const epoch = Number(process.env.BENCH_EPOCH);
const realNow = Date.now;
const { setTimeout: realTimeout, setInterval: realInterval } = globalThis;
const realSleep = promises.setTimeout;
const realSignal = AbortSignal.timeout.bind(AbortSignal);

Date.now = () => Math.round(epoch + (realNow() - epoch) * factor);
globalThis.setTimeout = (fn, ms = 0, ...rest) => realTimeout(fn, ms / factor, ...rest);
globalThis.setInterval = (fn, ms = 0, ...rest) => realInterval(fn, ms / factor, ...rest);
AbortSignal.timeout = (ms) => realSignal(Math.ceil(ms / factor));
promises.setTimeout = (ms, ...rest) => realSleep(ms / factor, ...rest);
syncBuiltinESMExports();
