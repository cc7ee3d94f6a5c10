import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Below the ports that systems give to outgoing connections. */
const [FIRST, LAST] = [20_000, 32_700];
/** A file for each port that some process of tests has been given, with its pid. */
const FOLDER = join(tmpdir(), 'bottega-ports');

/** The files of this process. */
const mine: string[] = [];

function release(): void {
  for (const path of mine) rmSync(path, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Gives a port to this process until it ends. @returns false if another running process has it */
function reserve(port: number): boolean {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${port}`);
  const take = () => writeFileSync(path, `${process.pid}`, { flag: 'wx' });
  try {
    take();
  } catch {
    try {
      const owner = Number(readFileSync(path, 'utf8'));
      if (isRunning(owner)) return false;
      rmSync(path);
      take();
    } catch {
      return false;
    }
  }
  if (mine.length === 0) process.once('exit', release);
  mine.push(path);
  return true;
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const free = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.close();
  return free;
}

/**
 * A TCP port of 127.0.0.1 that is free, and that no other process of tests is given: two servers that were both about
 * to listen at a port would be taken for one another.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if ((await canListen(port)) && reserve(port)) return port;
  }
}
