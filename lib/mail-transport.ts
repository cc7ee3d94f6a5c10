import 'server-only';
import { connect, type Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import SmtpTransport from 'nodemailer/lib/smtp-transport';

/** The longest that sending one email, and each pause of the mail server, may take, ms. */
const SENDING_MS = 15_000;
const STEP_MS = 5_000;

/** nodemailer's connections, which end with the signal, whatever the mail server does. */
function socketsUntil(signal: AbortSignal): SmtpTransport.Options['getSocket'] {
  return ({ host = 'localhost', port, secure = false }, done) => {
    const socket: Socket = connect({ host, port: port ?? (secure ? 465 : 587), signal });
    socket.once('error', done);
    socket.once('connect', () => {
      socket.off('error', done);
      done(null, { connection: socket });
    });
  };
}

/** A value of the URL's query, in nodemailer's types. */
function settingOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/**
 * What a server's URL says, for nodemailer. Its own parser calls the deprecated `url.parse`, and Node warns.
 * As there, the query holds further settings, those of TLS with the prefix `tls.`.
 */
export function smtpSettings(server: string): SmtpTransport.Settings {
  const { protocol, hostname, port, username, password, searchParams } = new URL(server);
  const settings = [...searchParams].map(([name, value]) => [name, settingOf(value)] as const);
  const tls = settings.flatMap(([name, value]) =>
    name.startsWith('tls.') ? [[name.slice('tls.'.length), value]] : [],
  );
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return {
    ...Object.fromEntries(settings.filter(([name]) => !name.includes('.'))),
    host: hostname.replace(/^\[|\]$/g, ''),
    secure: protocol === 'smtps:',
    ...(port === '' ? {} : { port: Number(port) }),
    ...(username === '' ? {} : { auth }),
    ...(tls.length === 0 ? {} : { tls: Object.fromEntries(tls) }),
  };
}

/**
 * nodemailer for one email, with a deadline for everything together: name, connection, TLS and the conversation.
 * nodemailer itself limits only each pause, to ten minutes, and `createTransport` ignores such settings beside a URL.
 * @param server `smtp://user:password@host:port`
 */
export function mailTransport(server: string, timeoutMs = SENDING_MS) {
  const getSocket = socketsUntil(AbortSignal.timeout(timeoutMs));
  const steps = { greetingTimeout: STEP_MS, connectionTimeout: STEP_MS, socketTimeout: STEP_MS };
  return createTransport(new SmtpTransport({ ...smtpSettings(server), getSocket, ...steps }));
}
