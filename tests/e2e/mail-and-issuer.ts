import { test } from '@playwright/test';
import { type RunningApp, startApp } from '../setup/app';
import { freePort } from '../setup/free-port';
import { type MailServer, startMailServer } from '../setup/mail-server';
import { type Issuer, startIssuer } from '../setup/oidc-issuer';

/** The app of the tests, the server that its mails reach, and an issuer that people sign in with. */
export type AppWithMail = { app: RunningApp; mail: MailServer; issuer: Issuer };

/** Starts them before the first test of the file that calls this, and stops them after the last. */
export function appWithMail(signUp: 'open' | 'invite'): () => AppWithMail {
  let running: AppWithMail | undefined;
  test.beforeAll(async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const mail = await startMailServer();
    const issuer = await startIssuer({ redirectUris: [`${url}/api/auth/callback/oidc`] });
    const env = { EMAIL_SERVER: mail.url, EMAIL_FROM: 'bottega@example.com', NEXTAUTH_URL: url };
    const app = await startApp({ port, env: { ...env, ...issuer.env, SIGN_UP: signUp } });
    running = { app, mail, issuer };
  });
  test.afterAll(async () => {
    await running?.app.stop();
    await Promise.all([running?.mail.close(), running?.issuer.close()]);
  });
  return () => {
    if (!running) throw new Error('The app runs only during tests.');
    return running;
  };
}
