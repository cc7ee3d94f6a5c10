import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';

/** A server that says which request has arrived; `/wait` is answered when its standard input closes. */
const PROGRAM = `
import { createServer } from 'node:http';
import { stopOnSignal } from '${process.cwd()}/scripts/server/stop.mjs';
const server = createServer((request, response) => {
  if (request.url !== '/wait') return void setTimeout(() => response.end('ok'), 2);
  console.log('request');
  process.stdin.once('end', () => response.end('complete')).resume();
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
stopOnSignal(server, { stop: () => console.log('stopping'), close: async () => console.log('closed') });
`;

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

async function startProgram() {
  const started = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child = started;
  let output = '';
  started.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const printed = (pattern: RegExp) =>
    expect.poll(() => output, { timeout: 20_000 }).toMatch(pattern);
  await printed(/^\d+\n/);
  return {
    started,
    printed,
    url: `http://127.0.0.1:${Number.parseInt(output, 10)}`,
    exit: once(started, 'exit'),
  };
}

/** One request on the agent's connection: its `Connection` header, or the code of the error. */
function ask(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    get(url, { agent }, (response) => {
      response.resume().once('end', () => resolve(response.headers.connection ?? ''));
      response.once('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
    }).once('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
  });
}

describe('a server that is told to stop', () => {
  it('finishes running requests, closes the app and exits, however many signals arrive', async () => {
    const { started, printed, url, exit } = await startProgram();
    const response = fetch(`${url}/wait`);
    await printed(/request/);
    started.kill('SIGINT');
    started.kill('SIGTERM');
    started.kill('SIGTERM');
    await printed(/stopping/);
    started.stdin?.end();
    expect(await (await response).text()).toBe('complete');
    expect(await exit).toEqual([0, null]);
    await printed(/closed/);
  });

  it('resets no request on a busy connection, and asks its client to close it', async () => {
    const { started, url, exit } = await startProgram();
    /** Requests one after the other on one connection, until the server asks to close it. */
    const client = async (pauseMs: number) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (;;) {
        const outcome = await ask(url, agent);
        if (outcome !== 'keep-alive') return outcome;
        await sleep(pauseMs);
      }
    };
    // Some are between two requests when the signal arrives.
    const clients = Array.from({ length: 40 }, (_, i) => client(i % 4 ? 0 : 50 * (i % 8)));
    await sleep(500);
    started.kill('SIGTERM');
    expect(await Promise.all(clients)).toEqual(Array(40).fill('close'));
    expect(await exit).toEqual([0, null]);
  });
});
