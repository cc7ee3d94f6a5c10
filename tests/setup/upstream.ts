import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';

/** How upstream responds to a request for a job. */
export type Behaviour =
  | { kind: 'json'; body: string; status?: number; headers?: Record<string, string> }
  | { kind: 'status'; status: number; headers?: Record<string, string> }
  | { kind: 'redirect'; status: number; to: string }
  | { kind: 'html' | 'half-json' | 'spaces' | 'hang' | 'drip' | 'close' | 'echo' }
  /** `answer` for requests with this key. */
  | { kind: 'of-key'; key: string; answer: Behaviour; otherwise: Behaviour }
  /** The response comes when a promise is resolved. */
  | { kind: 'later'; until: Promise<void>; answer: Behaviour }
  /** One response after the other; the last one repeats. */
  | { kind: 'sequence'; of: Behaviour[] };

type PictureAnswer = Uint8Array | ((response: ServerResponse) => unknown);

export type Upstream = {
  /** Ends in `/v1`. */
  url: string;
  requests: { method: string; url: string; headers: IncomingMessage['headers']; at: number }[];
  /** Sets the response to requests for a job, or for the lookup list of that name. */
  set: (jobOrList: string, behaviour: Behaviour) => void;
  /** Adds a job with a new id and returns the id. */
  add: (behaviour: Behaviour) => string;
  /** Sets the response to requests for `/pictures/<name>`, or its bytes, and returns the address. */
  serve: (name: string, picture: PictureAnswer) => string;
  /** The requests for one job so far. */
  requestsFor: (jobId: string) => Upstream['requests'];
  /** Every request with this key gets 401 from now on. */
  refuseKey: (key: string) => void;
  /** Forgets every request, behaviour and refused key. */
  reset: () => void;
  close: () => Promise<void>;
};

/** More than is read of any response. */
const SPACES = Buffer.alloc(17 * 1024 * 1024, ' ');
/** The size of `/pictures/large.png`, bytes. */
export const LARGE = 30 * 1024 * 1024;
/** The size of `/pictures/huge.png`, bytes. */
const HUGE = 50 * 1024 * 1024;

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 1_000);
  response.on('close', () => clearInterval(timer));
}

/** A job that repeats the request's credentials: as they came, in base64 and in a URL. */
function echo({ headers }: IncomingMessage): string {
  const sent = headers.authorization ?? '';
  return JSON.stringify({
    status: 'failed',
    error: `Bad key ${sent}`,
    output: `https://a.example/x.png?key=${encodeURIComponent(sent)}`,
    basic: Buffer.from(`user:${sent}`).toString('base64'),
    mode: sent.slice(0, 100),
  });
}

function behave(behaviour: Behaviour, request: IncomingMessage, response: ServerResponse): void {
  const json = { 'content-type': 'application/json' };
  switch (behaviour.kind) {
    case 'echo':
      response.writeHead(200, json).end(echo(request));
      break;
    case 'json':
      response.writeHead(behaviour.status ?? 200, { ...json, ...behaviour.headers });
      response.end(behaviour.body);
      break;
    case 'status':
      response.writeHead(behaviour.status, behaviour.headers).end();
      break;
    case 'redirect':
      response.writeHead(behaviour.status, { location: behaviour.to }).end();
      break;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>');
      break;
    case 'half-json':
      response.writeHead(200, json).end('{"status":"success","outp');
      break;
    case 'spaces':
      response.writeHead(200, json).end(SPACES);
      break;
    case 'drip':
      drip(response);
      break;
    case 'close':
      response.destroy();
      break;
    case 'of-key': {
      const isKey = request.headers.authorization === `Bearer ${behaviour.key}`;
      behave(isKey ? behaviour.answer : behaviour.otherwise, request, response);
      break;
    }
    case 'sequence': {
      const [next] = behaviour.of;
      if (behaviour.of.length > 1) behaviour.of.shift();
      if (next) behave(next, request, response);
      break;
    }
    case 'later':
      behaviour.until.then(() => behave(behaviour.answer, request, response));
      break;
    case 'hang':
      break;
  }
}

async function servePicture(name: string, response: ServerResponse): Promise<void> {
  if (name === 'page.png') {
    response.writeHead(200, { 'content-type': 'image/png' }).end('<script>alert(1)</script>');
  } else if (name === 'drawing.svg') {
    response.writeHead(200, { 'content-type': 'image/svg+xml' });
    response.end('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  } else if (name === 'moved.png') {
    response.writeHead(302, { location: '/pictures/one.png' }).end();
  } else if (name === 'large.png') {
    const png = Buffer.alloc(LARGE);
    png.write('89504e470d0a1a0a0000000d49484452', 'hex');
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': LARGE }).end(png);
  } else if (name === 'huge.png') {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': HUGE });
    response.write(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    response.write(Buffer.alloc(1024 * 1024));
  } else {
    const create = { width: 300, height: 200, channels: 3 as const, background: '#b8a48c' };
    const png = await sharp({ create }).png().toBuffer();
    response.writeHead(200, { 'content-type': 'image/png' }).end(png);
  }
}

/**
 * Starts an upstream on 127.0.0.1 that responds to each job and list as set, and with 404 to the rest.
 * `/pictures/<name>` serves a PNG, except: `page.png` is HTML, `drawing.svg` an SVG with a script, `moved.png` a redirect,
 * `large.png` has 30 MB, `huge.png` announces 50 MB.
 */
export async function startUpstream(): Promise<Upstream> {
  const behaviours = new Map<string, Behaviour>();
  const pictures = new Map<string, PictureAnswer>();
  const refused = new Set<string>();
  const requests: Upstream['requests'] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, headers, at: Date.now() });
    const picture = /^\/pictures\/(.+)$/.exec(url)?.[1];
    const answer = pictures.get(picture ?? '');
    if (answer instanceof Uint8Array) return void response.end(answer);
    if (answer) return void answer(response);
    if (picture) return void servePicture(picture, response);
    if (refused.has(headers.authorization ?? '')) return void response.writeHead(401).end();
    const asked = /^\/v1\/(?:job\/([^/?]+)|(styles|rooms|skies))$/.exec(url);
    const name = asked?.[1] ?? asked?.[2] ?? '';
    behave(behaviours.get(name) ?? { kind: 'status', status: 404 }, request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/v1`,
    requests,
    set: (jobOrList, behaviour) => behaviours.set(jobOrList, behaviour),
    add: (behaviour) => {
      const id = `job-${randomUUID()}`;
      behaviours.set(id, behaviour);
      return id;
    },
    serve: (name, picture) => {
      pictures.set(name, picture);
      return `${origin}/pictures/${name}`;
    },
    requestsFor: (jobId) => requests.filter(({ url }) => url === `/v1/job/${jobId}`),
    refuseKey: (key) => refused.add(`Bearer ${key}`),
    reset: () => {
      requests.length = 0;
      behaviours.clear();
      pictures.clear();
      refused.clear();
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
