import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanEnv } from '../../scripts/lib/clean-env.mjs';

const NODE = ['--import', './tests/setup/resolve-ts.mjs', '--no-warnings'];

type Sender = { child: ChildProcess; lines: Set<string>; ready: Promise<void> };

function startSender(databaseUrl: string, upstreamUrl: string): Sender {
  const args = [...NODE, 'tests/setup/submit-process.ts', databaseUrl, upstreamUrl];
  const env = cleanEnv({
    NEXTAUTH_SECRET: 'a-secret-that-both-of-the-processes-know',
    LOG_LEVEL: 'silent',
  });
  const child = spawn(process.execPath, args, {
    env: env as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin?.on('error', () => undefined);
  const lines = new Set<string>();
  const ready = new Promise<void>((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.add(line);
      if (line === 'ready') resolve();
    });
  });
  return { child, lines, ready };
}

/**
 * Two processes take clicks and send them, and one of them is killed at a random moment, again and again. A click
 * that was not answered is repeated with its key, as the page does.
 * @param clicksPerKill submissions between two kills
 * @returns the keys of all clicks
 */
export async function killSenders(
  databaseUrl: string,
  upstreamUrl: string,
  userId: string,
  { kills, clicksPerKill }: { kills: number; clicksPerKill: number },
): Promise<string[]> {
  const start = () => startSender(databaseUrl, upstreamUrl);
  const senders = [start(), start()];
  const keys: string[] = [];
  const open = new Set<string>();
  const isDone = (key: string) => senders.some(({ lines }) => lines.has(key));
  const click = (key: string) => {
    const sender = senders[Math.floor(Math.random() * senders.length)];
    sender?.child.stdin?.write(`${userId} ${key}\n`);
  };
  await Promise.all(senders.map(({ ready }) => ready));
  for (let kill = 0; kill < kills; kill++) {
    for (let n = 0; n < clicksPerKill; n++) {
      const key = randomUUID();
      keys.push(key);
      open.add(key);
      click(key);
      await sleep(Math.random() * 10);
    }
    await sleep(Math.random() * 60);
    const victim = kill % 2;
    senders[victim]?.child.kill('SIGKILL');
    const next = start();
    for (const line of senders[victim]?.lines ?? []) open.delete(line);
    senders[victim] = next;
    await next.ready;
    for (const key of open) if (isDone(key)) open.delete(key);
    for (const key of open) click(key);
  }
  while ([...open].some((key) => !isDone(key))) {
    for (const key of open) if (!isDone(key)) click(key);
    await sleep(300);
  }
  for (const { child } of senders) child.kill('SIGKILL');
  return keys;
}
