import { createServer, type Socket } from 'node:net';

export type ReceivedMail = { to: string[]; source: string };

/** How the server treats a recipient: accepts it, or refuses it with this line. */
type Recipient = (address: string) => string | null;

/** Reads one SMTP session. Enough of RFC 5321 for nodemailer. */
function serve(socket: Socket, mails: ReceivedMail[], refuse: Recipient): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let to: string[] = [];
  let data: string[] | null = null;
  let rest = '';
  say('220 mail.test ESMTP');
  const onLine = (line: string) => {
    if (data) {
      if (line !== '.') return void data.push(line);
      mails.push({ to, source: data.join('\n') });
      [to, data] = [[], null];
      return say('250 accepted');
    }
    const command = line.slice(0, 4).toUpperCase();
    if (command === 'RCPT') {
      const address = /<(.*)>/.exec(line)?.[1] ?? '';
      const refusal = refuse(address);
      if (refusal) return say(refusal);
      to.push(address);
    }
    if (command === 'DATA') {
      data = [];
      return say('354 go on');
    }
    if (command === 'QUIT') return void socket.end('221 bye\r\n');
    say('250 ok');
  };
  socket.on('error', () => undefined);
  socket.setEncoding('utf8').on('data', (chunk) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
}

/** A mail server that keeps what it receives. */
export async function startMailServer(refuse: Recipient = () => null) {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    serve(socket, mails, refuse);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return { url: `smtp://127.0.0.1:${port}`, mails, close };
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;

/** The text part of a mail, decoded from quoted-printable. */
export function textOf({ source }: ReceivedMail): string {
  const [, part = source] = source.split(/^Content-Type: text\/plain.*$/m);
  const bytes = part
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
