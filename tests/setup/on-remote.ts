import type { Client } from './client';
import { startCountingProxy } from './counting-proxy';
import { connectedTo, test } from './test';

/** `test` on a real libSQL server; `proxy` records every round trip of the app to it. */
export const testOnRemote = test
  .extend('databaseKind', { scope: 'file' }, 'libsql')
  .extend('proxy', { scope: 'file' }, async ({ database }, { onCleanup }) => {
    const proxy = await startCountingProxy(database.url);
    onCleanup(proxy.close);
    return proxy;
  })
  .extend('app', { scope: 'file' }, ({ proxy, upstream, env, start }) =>
    start({ env: { ...connectedTo(proxy.url, upstream.url), ...env } }),
  );

/** The state of our copy of a job's result; undefined if the job has no result. */
export async function copyOf(user: Pick<Client, 'fetch'>, id: string): Promise<string | undefined> {
  const { job } = (await (await user.fetch(`/api/jobs/${id}`)).json()) as {
    job: { result: { state: string } | null };
  };
  return job.result?.state;
}
