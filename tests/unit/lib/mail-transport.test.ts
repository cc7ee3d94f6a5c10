import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { mailTransport, smtpSettings } from '@/lib/mail-transport';

const MAIL = {
  to: { name: '', address: 'a@b.example' },
  from: 'bottega@b.example',
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
};

/** An SMTP server that behaves as the test wants. */
async function startServer(onConnection: (socket: Socket) => void) {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.on('error', () => undefined).once('close', () => open.delete(socket)));
    onConnection(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, open };
}

/** The shortest conversation that nodemailer accepts. */
function converse(socket: Socket, received: string[]) {
  let inMessage = false;
  socket.setEncoding('utf8').on('data', (text: string) => {
    received.push(text);
    if (inMessage) {
      if (text.endsWith('\r\n.\r\n')) {
        inMessage = false;
        socket.write('250 kept\r\n');
      }
    } else if (text.startsWith('DATA')) {
      inMessage = true;
      socket.write('354 go on\r\n');
    } else socket.write(text.startsWith('QUIT') ? '221 bye\r\n' : '250 ok\r\n');
  });
  socket.write('220 hello\r\n');
}

it.each([
  ['smtp://mail.example', { host: 'mail.example', secure: false }],
  ['smtps://mail.example:2465', { host: 'mail.example', secure: true, port: 2465 }],
  ['smtp://[::1]:25', { host: '::1', secure: false, port: 25 }],
  [
    'smtp://me%40b.example:p%3Aa%2Fss:word@mail.example:587',
    {
      host: 'mail.example',
      secure: false,
      port: 587,
      auth: { user: 'me@b.example', pass: 'p:a/ss:word' },
    },
  ],
  [
    'smtp://mail.example?requireTLS=true&tls.rejectUnauthorized=false&tls.servername=b.example',
    {
      host: 'mail.example',
      secure: false,
      requireTLS: true,
      tls: { rejectUnauthorized: false, servername: 'b.example' },
    },
  ],
])('reads %s', (server, settings) => {
  expect(smtpSettings(server)).toEqual(settings);
});

it('sends an email', async () => {
  const received: string[] = [];
  const { address } = await startServer((socket) => converse(socket, received));
  await mailTransport(`smtp://${address}`).sendMail(MAIL);
  expect(received.join('')).toContain('RCPT TO:<a@b.example>');
  expect(received.join('')).toContain('<p>Hello</p>');
});

it.each(['smtp', 'smtps'])(
  'gives a %s server up that answers a byte at a time, and disconnects',
  async (scheme) => {
    const { address, open } = await startServer((socket) => {
      const drip = setInterval(() => socket.write('2'), 10);
      socket.once('close', () => clearInterval(drip));
    });
    await expect(mailTransport(`${scheme}://${address}`, 300).sendMail(MAIL)).rejects.toThrow();
    await expect.poll(() => open.size).toBe(0);
  },
);

it('reports a server that cannot be reached', async () => {
  const { address } = await startServer((socket) => socket.destroy());
  await expect(mailTransport(`smtp://${address}`).sendMail(MAIL)).rejects.toThrow();
  await expect(mailTransport('smtp://127.0.0.1:1').sendMail(MAIL)).rejects.toThrow('ECONNREFUSED');
});
