import { type Asker, Contract } from './contract';
import type { Document } from './document';
import { test } from './test';
import type { Behaviour, Upstream } from './upstream';

export const PENDING: Behaviour = { kind: 'json', body: '{"status":"pending"}' };

/** Adds a job that has ended, with a picture; returns its id. */
export function finished(upstream: Upstream): string {
  const output = new URL('/pictures/one.png', upstream.url).href;
  return upstream.add({
    kind: 'json',
    body: JSON.stringify({ status: 'success', output, mode: 'furnish', more: [1, null] }),
  });
}

/** Somebody who is not signed in, on a page of the app. */
export function visitorOf(appUrl: string): Asker {
  return {
    fetch: (path, init = {}) =>
      fetch(`${appUrl}${path}`, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), origin: appUrl },
      }),
  };
}

/** `test` with the app's OpenAPI document and a contract that checks responses against it. */
export const testOpenApi = test
  .extend('document', { scope: 'file' }, async ({ app }) => {
    const response = await fetch(`${app.url}/api/openapi.json`);
    return (await response.json()) as Document;
  })
  .extend('contract', { scope: 'file' }, ({ document }) => new Contract(document));

/** Whether an operation starts jobs, or serves what jobs start from: `openapi-starting.test.ts` is about these. */
export const isOfStarting = (method: string, path: string) =>
  /^\/api\/(?:photos|submissions|sending|recipes|recipe-runs)(?:\/|$)/.test(path) ||
  (method === 'POST' && path.startsWith('/v1/'));
