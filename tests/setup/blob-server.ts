import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { StorageSettings } from '@/lib/env';

// A stand-in for Vercel Blob, as far as @vercel/blob talks to it: the API that VERCEL_BLOB_API_URL replaces, and the
// hosts of stores, to which the client's own `fetch` is led here.

const STORE = 'aStoreOfTheTests';
const TOKEN = `vercel_blob_rw_${STORE}_secret`;
const HOST = `https://${STORE}.private.blob.vercel-storage.com`;

type Stored = { body: Buffer; type: string; at: string };

const etagOf = ({ body }: Stored) => `"${createHash('md5').update(body).digest('hex')}"`;

function described(pathname: string, file: Stored) {
  const url = `${HOST}/${pathname}`;
  return {
    url,
    downloadUrl: `${url}?download=1`,
    pathname,
    size: file.body.byteLength,
    contentType: file.type,
    contentDisposition: 'inline',
    cacheControl: 'private',
    uploadedAt: file.at,
    etag: etagOf(file),
  };
}

const json = (response: ServerResponse, body: unknown, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const missing = (response: ServerResponse) =>
  json(
    response,
    { error: { code: 'not_found', message: 'The requested blob does not exist' } },
    404,
  );

function listed(files: Map<string, Stored>, query: URLSearchParams) {
  const prefix = query.get('prefix') ?? '';
  const from = Number(query.get('cursor') ?? 0);
  const to = from + Number(query.get('limit') ?? 1_000);
  const found = [...files].filter(([name]) => name.startsWith(prefix)).sort();
  const blobs = found.slice(from, to).map(([name, file]) => described(name, file));
  const hasMore = found.length > to;
  return { blobs, hasMore, ...(hasMore ? { cursor: String(to) } : {}) };
}

async function answer(files: Map<string, Stored>, request: IncomingMessage, to: ServerResponse) {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://any');
  const { method, headers } = request;
  if (headers.authorization !== `Bearer ${TOKEN}`) {
    return json(to, { error: { code: 'forbidden', message: 'Access denied' } }, 403);
  }
  if (pathname.startsWith('/content/')) {
    const file = files.get(decodeURIComponent(pathname.slice('/content/'.length)));
    if (!file) return missing(to);
    return to.writeHead(200, { 'content-type': file.type, etag: etagOf(file) }).end(file.body);
  }
  if (method === 'POST' && pathname === '/api/delete') {
    const { urls } = JSON.parse((await buffer(request)).toString()) as { urls: string[] };
    for (const url of urls) files.delete(url.replace(`${HOST}/`, ''));
    return json(to, null);
  }
  if (method === 'PUT') {
    // Otherwise anybody who knows an address could read the file.
    if (headers['x-vercel-blob-access'] !== 'private') return json(to, { error: {} }, 400);
    const name = query.get('pathname') ?? '';
    const type = String(headers['x-content-type']);
    files.set(name, { body: await buffer(request), type, at: new Date().toISOString() });
    return json(to, described(name, files.get(name) as Stored));
  }
  const asked = query.get('url')?.replace(`${HOST}/`, '');
  if (asked === undefined) return json(to, listed(files, query));
  const file = files.get(asked);
  return file ? json(to, described(asked, file)) : missing(to);
}

type Dispatcher = {
  dispatch: (options: { origin: string; path: string }, ...rest: unknown[]) => unknown;
};

/** Leads requests for the host of the store to `url`; returns what ends that. Node's own fetch and undici share it. */
function leadTo(url: string): () => void {
  const dispatchers = globalThis as unknown as Record<symbol, Dispatcher>;
  const key = Symbol.for('undici.globalDispatcher.1');
  const real = dispatchers[key] as Dispatcher;
  dispatchers[key] = Object.assign(Object.create(real) as Dispatcher, {
    dispatch: (options: { origin: string; path: string }, ...rest: unknown[]) => {
      const led = String(options.origin) === HOST.toLowerCase();
      const changed = led ? { ...options, origin: url, path: `/content${options.path}` } : options;
      return real.dispatch(changed, ...rest);
    },
  });
  return () => {
    dispatchers[key] = real;
  };
}

/** Starts an empty store, and the settings that reach it from this process. */
export async function startBlobStore() {
  // Loads undici, whose dispatcher is replaced below.
  await import('@vercel/blob');
  const files = new Map<string, Stored>();
  const server = createServer((request, response) => {
    answer(files, request, response).catch(() => response.writeHead(500).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const before = { ...process.env };
  process.env.VERCEL_BLOB_API_URL = `${url}/api`;
  process.env.VERCEL_BLOB_RETRIES = '0';
  const restore = leadTo(url);
  const close = async () => {
    restore();
    process.env = before;
    server.closeAllConnections();
    server.close();
  };
  const settings: StorageSettings = { kind: 'vercel-blob', token: TOKEN };
  return { settings, close };
}
