import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forwardedHeaders } from '../../../../scripts/server/forwarded-headers.mjs';
import { createAppServer } from '../../../../scripts/server/server.mjs';
import { parseTrust } from '../../../../scripts/server/trusted-proxies.mjs';
import { startFront } from '../../../setup/front';
import { rawGet, sendRaw } from '../../../setup/raw';
import { temporaryFolder } from '../../../setup/temp-folder';

/** What a client may claim, one by one. */
const CLAIMS = [
  'X-Forwarded-For: 203.0.113.7',
  'x-forwarded-for: 203.0.113.7, 203.0.113.8',
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Proto: https',
  'X-Forwarded-Port: 443',
  'X-Forwarded-Server: evil.example',
  'X-Forwarded: for=203.0.113.7',
  'Forwarded: for=203.0.113.7;host=evil.example;proto=https',
  'X-Real-IP: 203.0.113.7',
  'X-Client-IP: 203.0.113.7',
  'X-Cluster-Client-IP: 203.0.113.7',
  'True-Client-IP: 203.0.113.7',
  'CF-Connecting-IP: 203.0.113.7',
  'CF-Connecting-IPv6: 2001:db8::7',
  'Fastly-Client-IP: 203.0.113.7',
  'X-Vercel-Forwarded-For: 203.0.113.7',
  'X-Vercel-IP-Country: FR',
];

/** A server that trusts as TRUST_PROXY says, and the forwarding headers that the app gets of a request. */
async function startWith(trustProxy: string) {
  const seen: Record<string, unknown>[] = [];
  const { url } = await startFront(
    async ({ headers }, response) => {
      const isAbout = (name: string) => /forward|-ip|proto|port|^host$/.test(name);
      seen.push(Object.fromEntries(Object.entries(headers).filter(([name]) => isAbout(name))));
      response.end();
    },
    { trust: parseTrust(trustProxy) },
  );
  return async (...lines: string[]) => {
    await sendRaw(url, rawGet('/', lines));
    return seen.at(-1);
  };
}

const OWN = {
  host: 'app.example',
  'x-forwarded-for': '127.0.0.1',
  'x-forwarded-host': 'app.example',
  'x-forwarded-proto': 'http',
};

let warnings: string[] = [];
beforeEach(() => {
  warnings = [];
  vi.spyOn(globalThis.console, 'warn').mockImplementation((line) => void warnings.push(line));
});
afterEach(() => vi.restoreAllMocks());

describe('of a client', () => {
  it.each(CLAIMS)('%s is not believed', async (claim) => {
    const ask = await startWith('');
    expect(await ask()).toEqual(OWN);
    expect(await ask(claim)).toEqual(OWN);
    expect(await ask(claim, claim)).toEqual(OWN);
    expect(await ask(...CLAIMS)).toEqual(OWN);
  });

  it.each(['0', '10.0.0.0/8', '203.0.113.7', 'private'])(
    'nothing is believed with TRUST_PROXY=%s',
    async (trustProxy) => expect(await (await startWith(trustProxy))(...CLAIMS)).toEqual(OWN),
  );
});

describe('of a trusted proxy', () => {
  it.each(['1', 'loopback', '127.0.0.1', '127.0.0.0/8', '::ffff:127.0.0.1'])(
    'three are believed with TRUST_PROXY=%s',
    async (trustProxy) => {
      const ask = await startWith(trustProxy);
      expect(await ask('X-Forwarded-For: 203.0.113.7')).toEqual({
        ...OWN,
        'x-forwarded-for': '203.0.113.7',
      });
      expect(
        await ask(
          ...CLAIMS.filter((claim) => !/forwarded-(?:for|host|proto)/i.test(claim)),
          'X-Forwarded-For: 198.51.100.1',
          'X-Forwarded-For: 203.0.113.7:4711',
          'X-Forwarded-Host: bottega.example:8443',
          'X-Forwarded-Proto: HTTPS',
        ),
      ).toEqual({
        host: 'app.example',
        'x-forwarded-for': '203.0.113.7',
        'x-forwarded-host': 'bottega.example:8443',
        'x-forwarded-proto': 'https',
      });
      expect(warnings).toEqual([]);
    },
  );

  it.each(['', '@', 'a b', 'evil.example/x', '<script>', 'user@evil.example'])(
    'the host %j is none: the Host header counts',
    async (host) => {
      const ask = await startWith('1');
      expect(await ask(`X-Forwarded-Host: ${host}`)).toEqual(OWN);
    },
  );

  it('the nearest one counts, of several hosts and protocols', async () => {
    const ask = await startWith('1');
    expect(
      await ask('X-Forwarded-Host: evil.example', 'X-Forwarded-Host: bottega.example'),
    ).toMatchObject({ 'x-forwarded-host': 'bottega.example' });
    expect(await ask('X-Forwarded-Proto: https, http')).toEqual(OWN);
  });
});

describe('the log says', () => {
  it('once what is not believed, and what to do', async () => {
    const ask = await startWith('');
    await ask();
    expect(warnings).toEqual([]);
    await ask('X-Forwarded-For: 203.0.113.7');
    await ask('X-Forwarded-Proto: https');
    expect(warnings).toEqual([
      expect.stringMatching(
        /^A request has x-forwarded-for, .*TRUST_PROXY is not set\..* set TRUST_PROXY/,
      ),
    ]);
  });

  it('which proxy is missing in the list', async () => {
    await (await startWith('10.0.0.0/8'))('X-Forwarded-For: 203.0.113.7');
    expect(warnings).toEqual([expect.stringContaining('does not name its sender, 127.0.0.1.')]);
  });
});

it('a proxy on a Unix socket is on the loopback network', async () => {
  const folder = temporaryFolder();
  const seen: unknown[] = [];
  const server = createAppServer(
    async (request: IncomingMessage, response) => {
      seen.push(request.headers['x-forwarded-for']);
      response.end();
    },
    {},
    { trust: parseTrust('loopback') },
  );
  const path = join(folder.path, 'bottega.sock');
  server.listen(path);
  await once(server, 'listening');
  const socket = connect(path);
  socket.end(rawGet('/', ['X-Forwarded-For: 203.0.113.7']));
  await buffer(socket);
  server.close();
  folder.remove();
  expect(seen).toEqual(['203.0.113.7']);
});

it('a connection that is gone is from nowhere, not from a proxy', () => {
  const request = {
    headers: { 'x-forwarded-for': '203.0.113.7' } as Record<string, string>,
    socket: { remoteAddress: undefined, server: { address: () => ({ port: 3000 }) } },
  };
  forwardedHeaders(parseTrust('loopback,private') as never, () => {})(request as never);
  expect(request.headers['x-forwarded-for']).toBe('unknown');
});
