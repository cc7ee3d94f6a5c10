import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';

/** A server that says which request has arrived, and responds when its standard input closes. */
const PROGRAM = `
import { createServer } from 'node:http';
import { stopOnSignal } from '${process.cwd()}/scripts/server/stop.mjs';
const server = createServer((request, response) => {
  console.log('request');
  process.stdin.once('end', () => response.end('complete')).resume();
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
stopOnSignal(server, async () => console.log('closed'));
`;

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

it('finishes running requests, closes the app and exits, however many signals arrive', async () => {
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
  const response = fetch(`http://127.0.0.1:${Number.parseInt(output, 10)}/`);
  await printed(/request/);
  started.kill('SIGINT');
  started.kill('SIGTERM');
  started.kill('SIGTERM');
  const exit = once(started, 'exit');
  started.stdin.end();

  expect(await (await response).text()).toBe('complete');
  expect(await exit).toEqual([0, null]);
  expect(output).toMatch(/closed/);
});
