import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { DEADLINES } from '../../../../scripts/server/deadlines.mjs';
import { startFront } from '../../../setup/front';

const GET = 'GET /api/x HTTP/1.1\r\nHost: a\r\n\r\n';

/** Whether the server has given the response of one request up, whose body is sent by `respond`. */
async function startCut(responseMs: number, respond: (response: ServerResponse) => void) {
  let cut = false;
  const { port } = await startFront(
    async (_request, response) => {
      response.once('close', () => {
        cut = !response.writableFinished;
      });
      respond(response);
    },
    { deadlines: { ...DEADLINES, responseMs } },
  );
  const socket = connect(port, '127.0.0.1').pause();
  socket.on('error', () => undefined);
  socket.write(GET);
  onTestFinished(() => void socket.destroy());
  return { socket, isCut: () => cut };
}

it('a client that reads a response a little at a time is cut at the deadline', async () => {
  const { socket, isCut } = await startCut(300, (response) =>
    response.end(Buffer.alloc(50_000_000)),
  );
  const drip = setInterval(() => socket.read(100), 20);
  onTestFinished(() => clearInterval(drip));
  await expect.poll(isCut, { timeout: 10_000 }).toBe(true);
});

it('an app that never responds is cut at the deadline, too', async () => {
  const { isCut } = await startCut(100, () => undefined);
  await expect.poll(isCut, { timeout: 10_000 }).toBe(true);
});

it('the deadline of one response does not end the next one on the same connection', async () => {
  const { port } = await startFront(
    async (_request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 250));
      response.end('done');
    },
    { deadlines: { ...DEADLINES, responseMs: 600 } },
  );
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  for (let i = 0; i < 4; i++) {
    socket.write(GET);
    expect(String((await once(socket, 'data'))[0])).toContain('done');
  }
});
