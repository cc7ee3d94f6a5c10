import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { assertMailServer, mailFault, sendMail } from '@/lib/mail';
import { type MailServer, startMailServer, textOf } from '../../setup/mail-server';

const FROM = 'Bottega <bottega@example.com>';
const mail = {
  to: 'ada@example.com',
  subject: 'A subject',
  intro: 'Before <the> link.',
  outro: 'After it: é.',
  link: { url: 'https://bottega.example/x?a=1&b=2', text: 'Open' },
  locale: 'en',
};

let server: MailServer | undefined;
let silent: Server | undefined;
afterEach(async () => {
  await server?.close();
  silent?.close();
});

describe('sendMail', () => {
  it('sends text and HTML', async () => {
    server = await startMailServer();
    await sendMail({ server: server.url, from: FROM }, mail);
    const [received] = server.mails;
    if (!received) throw new Error('no mail was received');
    expect(received.to).toEqual(['ada@example.com']);
    expect(received.source).toContain('Subject: A subject');
    expect(textOf(received)).toContain('Before <the> link.');
    expect(textOf(received)).toContain('https://bottega.example/x?a=1&b=2');
    expect(received.source).toContain('&#60;the&#62;');
  });

  it('fails if the server refuses the recipient, without the address in the fault', async () => {
    server = await startMailServer((address) => `550 no mailbox ${address}`);
    const sent = sendMail({ server: server.url, from: FROM }, mail);
    const error = await sent.catch((thrown: unknown) => thrown);
    expect(mailFault(error)).toEqual({ code: 'EENVELOPE', response: 550 });
    await assertMailServer({ server: server.url, from: FROM });
  });

  it.each([
    ['nothing listens', async () => 'smtp://127.0.0.1:9'],
    [
      'the server never speaks',
      async () => {
        const listening = createServer(() => undefined);
        silent = listening;
        await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
        return `smtp://127.0.0.1:${(listening.address() as { port: number }).port}`;
      },
    ],
  ])('fails, as the check does, if %s', async (_name, start) => {
    const config = { server: await start(), from: FROM };
    await expect(sendMail(config, mail)).rejects.toThrow();
    await expect(assertMailServer(config)).rejects.toThrow();
  });
});
