import { once } from 'node:events';
import { Agent, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
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
      await new Promise((resolve) => setTimeout(resolve, 500));
      response.end('done');
    },
    { deadlines: { ...DEADLINES, responseMs: 1_800 } },
  );
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  for (let i = 0; i < 4; i++) {
    socket.write(GET);
    expect(String((await once(socket, 'data'))[0])).toContain('done');
  }
});

it('a body that the app gives up is read to its end, so that the connection serves the next request', async () => {
  const { url } = await startFront(async (given, response) => {
    if (given.method === 'POST') given.pipe(new PassThrough());
    response.end('done');
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const send = (body?: Buffer) =>
    new Promise<{ said: string; reused: boolean }>((resolve, reject) => {
      const sent = request(url, { agent, method: body ? 'POST' : 'GET' }, async (response) =>
        resolve({ said: await text(response), reused: sent.reusedSocket }),
      );
      sent.on('error', reject).end(body);
    });
  expect(await send(Buffer.alloc(2_000_000))).toMatchObject({ said: 'done' });
  expect(await send()).toEqual({ said: 'done', reused: true });
});
