// A process that takes submissions and sends them, as the app does, until it is killed. One line of input is one
// click: `<user> <idempotency key>`. It answers with the key once the submission is safe.
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@/lib/db';
import { maintainSubmissions, submit } from '@/lib/submissions';
import { contextFor } from './sender-context';

const [databaseUrl = '', upstreamUrl = ''] = process.argv.slice(2);
const { db } = await openDatabase(databaseUrl);
const ctx = contextFor(db, upstreamUrl);

createInterface({ input: process.stdin }).on('line', async (line) => {
  const [userId = '', idempotencyKey = ''] = line.split(' ');
  const requests = [{ mode: 'upscale', parameters: {}, url: 'https://a.example/room.jpg' }];
  const origin = 'http://127.0.0.1:1';
  await submit(ctx, { userId, source: 'form', origin, idempotencyKey, requests });
  process.stdout.write(`${idempotencyKey}\n`);
});
process.stdout.write('ready\n');
for (;;) {
  await maintainSubmissions(ctx, 1_000);
  await sleep(20);
}
