import { freePort } from './free-port';
import { startMailServer } from './mail-server';
import { connectedTo, test } from './test';

/** `test` with an app that sends mail: `app` on `database`, whose mails arrive at `mail`. */
export const testMail = test
  .extend('mail', { scope: 'file' }, async ({}, { onCleanup }) => {
    const mail = await startMailServer();
    onCleanup(mail.close);
    return mail;
  })
  .extend('port', { scope: 'file' }, () => freePort())
  .extend('mailEnv', { scope: 'file' }, ({ mail, port }) => ({
    EMAIL_SERVER: mail.url,
    EMAIL_FROM: 'bottega@example.com',
    NEXTAUTH_URL: `http://127.0.0.1:${port}`,
  }))
  .extend('app', { scope: 'file' }, ({ database, upstream, mailEnv, port, env, start }) =>
    start({ port, env: { ...connectedTo(database.url, upstream.url), ...mailEnv, ...env } }),
  );
