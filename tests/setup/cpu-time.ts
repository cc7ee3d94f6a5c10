import { existsSync, readFileSync } from 'node:fs';

/** Whether this platform says how much CPU time another process has used. */
export const canReadCpuTime = existsSync('/proc/self/stat');

/** One tick of the kernel's accounting, ms (sysconf(_SC_CLK_TCK) is 100 on every Linux that runs Node). */
const TICK_MS = 10;

/** The CPU time that a process has used so far, ms: user and system together. */
export function cpuTimeOf(pid: number): number {
  // The name of the process, in parentheses, may contain spaces. Then fields 14 and 15 of proc(5).
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=[A-Z] )/);
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return ((user ?? 0) + (system ?? 0)) * TICK_MS;
}
