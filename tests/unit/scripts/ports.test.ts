import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { assertPortFree } from '../../../scripts/lib/assert-port-free.mjs';

it('finds a free port for PORT=0, so that the app can say where it listens', async () => {
  const port = Number(await assertPortFree('127.0.0.1', '0'));
  expect(port).toBeGreaterThan(0);
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  expect((server.address() as AddressInfo).port).toBe(port);
  await expect(assertPortFree('127.0.0.1', String(port))).rejects.toThrow(/is in use/);
  server.close();
});
