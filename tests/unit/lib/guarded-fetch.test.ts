import dns from 'node:dns';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AddressNotAllowedError, guardedPost } from '@/lib/guarded-fetch';
import { type Receiver, startReceiver, status } from '../../setup/receiver';

const post = (url: string, allowPrivate = false) =>
  guardedPost(new URL(url), { allowPrivate, timeoutMs: 1_000 }, { 'x-one': '1' }, '{"a":"é"}');

afterEach(() => vi.restoreAllMocks());

describe('a name whose server does not answer', () => {
  it('is given up in time, and occupies no thread', async () => {
    const threads = vi.spyOn(dns, 'lookup');
    const never = new Promise<never>(() => undefined);
    vi.spyOn(dns.promises, 'resolve4').mockReturnValue(never);
    vi.spyOn(dns.promises, 'resolve6').mockReturnValue(never);
    const asking = Array.from({ length: 20 }, () => post('https://silent.example/'));
    for (const { status } of await Promise.allSettled(asking)) expect(status).toBe('rejected');
    await expect(asking[0]).rejects.toThrow('in time');
    expect(threads).not.toHaveBeenCalled();
  });
});

describe('guardedPost to a private address', () => {
  const listener = createServer();
  let connections = 0;
  let port: number;
  beforeAll(async () => {
    listener.on('connection', () => {
      connections += 1;
    });
    // Listens on every address of the machine, so that any connection is counted.
    listener.listen(0);
    await once(listener, 'listening');
    port = (listener.address() as AddressInfo).port;
  });
  afterAll(() => listener.close());

  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    'localhost',
    'LOCALHOST',
    '169.254.169.254',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '[fd00::1]',
    '[fe80::1]',
    '[::7f00:1]',
    '[2002:7f00:1::]',
  ])('is refused before a connection is opened: https://%s', async (host) => {
    await expect(post(`https://${host}:${port}/`)).rejects.toThrow(AddressNotAllowedError);
    expect(connections).toBe(0);
  });

  it('is refused if one of several addresses of the name is private', async () => {
    const resolve = vi
      .spyOn(dns.promises, 'resolve4')
      .mockResolvedValue(['8.8.8.8', '127.0.0.1'] as never);
    vi.spyOn(dns.promises, 'resolve6').mockRejectedValue(new Error('none'));
    await expect(post(`https://rebind.example:${port}/`)).rejects.toThrow(AddressNotAllowedError);
    expect(resolve).toHaveBeenCalledWith('rebind.example');
    expect(connections).toBe(0);
  });

  it('is refused for a name of this machine, whatever a DNS server says', async () => {
    vi.spyOn(dns.promises, 'resolve4').mockResolvedValue(['8.8.8.8'] as never);
    for (const name of ['localhost', 'a.localhost', 'LOCALHOST.']) {
      await expect(post(`https://${name}:${port}/`)).rejects.toThrow(AddressNotAllowedError);
    }
  });

  it('is refused over plain http, and with credentials', async () => {
    await expect(post('http://192.0.2.1/')).rejects.toThrow(AddressNotAllowedError);
    await expect(post('https://a:b@192.0.2.1/')).rejects.toThrow(AddressNotAllowedError);
    await expect(post('ftp://192.0.2.1/', true)).rejects.toThrow(AddressNotAllowedError);
  });

  it.each([
    '169.254.169.254',
    '100.100.100.200',
    '0.0.0.0',
    '[::ffff:169.254.169.254]',
    '[::ffff:a9fe:a9fe]',
    '[0:0:0:0:0:FFFF:A9FE:A9FE]',
    '[64:ff9b::169.254.169.254]',
    '[::169.254.169.254]',
    '[2002:a9fe:a9fe::1]',
    '[::ffff:100.100.100.200]',
    '[fd00:ec2:0::254]',
    '169.254.0.23',
    '168.63.129.16',
    '0xa83f8110',
    '2822734096',
    '192.0.0.192',
    '[fe80::a9fe:a9fe]',
    '[fd20:ce::254]',
    '[64:ff9b:1::169.254.169.254]',
    '[::ffff:0:169.254.169.254]',
    '[2001:db8::169.254.169.254]',
  ])('is refused for %s even if private addresses are allowed', async (host) => {
    await expect(post(`http://${host}:${port}/`, true)).rejects.toThrow(AddressNotAllowedError);
  });
});

describe('guardedPost with private addresses allowed', () => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.close());

  it('sends body and headers, and returns status and headers of the response', async () => {
    receiver.answer('/busy', status(503, { 'retry-after': '7' }));
    const response = await post(`${receiver.url}/busy`, true);
    expect(response).toMatchObject({ status: 503, headers: { 'retry-after': '7' } });
    expect(receiver.at('/busy')).toMatchObject([
      { method: 'POST', body: '{"a":"é"}', headers: { 'x-one': '1', 'content-length': '10' } },
    ]);
  });

  it('does not follow redirects', async () => {
    receiver.answer('/moved', status(307, { location: `${receiver.url}/there` }));
    expect(await post(`${receiver.url}/moved`, true)).toMatchObject({ status: 307 });
    expect(receiver.at('/there')).toEqual([]);
  });

  it('closes the connection to a receiver whose body never ends', async () => {
    let cut = false;
    receiver.answer('/endless', (response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(Buffer.alloc(16_384)), 1);
      response.on('close', () => {
        cut = true;
        clearInterval(timer);
      });
    });
    expect(await post(`${receiver.url}/endless`, true)).toMatchObject({ status: 200 });
    await expect.poll(() => cut).toBe(true);
  });

  it('times out if the receiver does not respond', async () => {
    receiver.answer('/silent', () => undefined);
    await expect(post(`${receiver.url}/silent`, true)).rejects.toThrow('in time');
  });
});
