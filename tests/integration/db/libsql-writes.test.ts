import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { batch, users } from '@/lib/db';
import { openRemote } from '@/lib/db/drivers/libsql';

const it = test
  /** A database server that takes requests and answers none; `bodies` holds them. */
  .extend('silent', async ({}, { onCleanup }) => {
    const bodies: string[] = [];
    const server = createServer(async (request) => {
      bodies.push(await text(request));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onCleanup(() => {
      server.closeAllConnections();
      server.close();
    });
    return { bodies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  })
  .extend('db', async ({ silent }, { onCleanup }) => {
    const { db, close } = await openRemote(silent.url);
    onCleanup(close);
    return db;
  });

const row = (id: string) => ({ id, email: `${id}@example.com` });

describe('writes to a libSQL server', () => {
  it('are sent one at a time, and never after their callers were told that they failed', async ({
    db,
    silent,
  }) => {
    const writes = [
      db.insert(users).values(row('first')),
      db.update(users).set({ name: 'second' }),
      batch(db, [db.delete(users), db.insert(users).values(row('third'))]),
      db.insert(users).values(row('fourth')),
    ].map((write) => Promise.resolve(write));
    const reads = Array.from({ length: 3 }, () => Promise.resolve(db.select().from(users)));
    const outcomes = await Promise.allSettled([...writes, ...reads]);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(7).fill('rejected'));
    // A later read is sent after whatever those before it have sent.
    await expect(db.select().from(users)).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
    const sent = silent.bodies.filter((body) => !body.includes('select '));
    expect(sent).toHaveLength(1);
    expect(silent.bodies).toHaveLength(5);
  });
});
