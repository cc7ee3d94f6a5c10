import { type RunningApp, startApp } from './app';
import { type Client, signedIn } from './client';
import { TEST_KEY } from './context';
import { type CountingProxy, startCountingProxy } from './counting-proxy';
import { freshDatabase } from './temp-db';
import { startUpstream, type Upstream } from './upstream';

/** The app on a real libSQL server, with every round trip to it written down. */
export type OnRemote = {
  app: RunningApp;
  user: Client;
  upstream: Upstream;
  proxy: CountingProxy;
  close: () => Promise<void>;
};

/** @param env more of the app's configuration */
export async function startOnRemote(env: Record<string, string> = {}): Promise<OnRemote> {
  const database = await freshDatabase('libsql');
  const proxy = await startCountingProxy(database.url);
  const upstream = await startUpstream();
  const app = await startApp({
    env: {
      DATABASE_URL: proxy.url,
      GEPETTO_API_KEY: TEST_KEY,
      GEPETTO_API_URL: upstream.url,
      ...env,
    },
  });
  return {
    app,
    user: await signedIn(app.url),
    upstream,
    proxy,
    close: async () => {
      await app.stop();
      await upstream.close();
      await proxy.close();
      await database.close();
    },
  };
}
