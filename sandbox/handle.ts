import { setTimeout as sleep } from 'node:timers/promises';
import { rooms, skies } from './catalogue.ts';
import { createJob, remaining } from './create.ts';
import { type ReadPicture, readInputs } from './inputs.ts';
import { decodeJobId } from './job-id.ts';
import { pictureAt } from './pictures.ts';
import { type Endpoint, isEndpoint, parseRequest } from './requests.ts';
import { errorResponse, jobBody, pictureUrl } from './responses.ts';
import { samples } from './samples.ts';
import { stylesWithPictures } from './style-pictures.ts';
import { echoOf, type Fault, wishesOf } from './wishes.ts';

export type SandboxOptions = {
  /** The only key that is accepted. Without it any key is. */
  apiKey?: string;
  /** Multiplies every duration: 0.1 is ten times as fast. */
  durationScale?: number;
  /** Fetches the picture at an address. Without it, a photo that is not the sandbox's own is not looked at. */
  readPicture?: ReadPicture;
  /** Called once for each successful job that has a webhook, when the job is created. */
  onWebhook?: (delivery: { webhook: string; id: string; output: string; inMs: number }) => void;
};

/** What `GET /v1/<name>` returns, by name. `sandbox/samples` does not exist upstream. */
const LISTS: Record<string, (origin: string) => unknown> = {
  rooms: () => rooms,
  styles: stylesWithPictures,
  skies: () => skies,
  'sandbox/samples': (origin) => samples(origin, Date.now()),
};

function isAllowed(request: Request, apiKey: string | undefined): boolean {
  const given = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  return apiKey === undefined ? given !== undefined : given === apiKey;
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

/** The answers of a fault that is no status: `startSandbox` reads them. */
export const NO_ANSWER = 'x-sandbox-answer';

function faultyResponse({ status, answer }: Fault): Response {
  if (answer === 'html') {
    const page = '<!doctype html><title>Error</title><h1>The server is not available</h1>';
    return new Response(page, { status: status ?? 200, headers: { 'Content-Type': 'text/html' } });
  }
  if (answer) return new Response(null, { headers: { [NO_ANSWER]: answer } });
  const response = errorResponse(status ?? 500, 'The request asked for this answer.');
  if (status === 429) response.headers.set('Retry-After', '1');
  return response;
}

async function create(request: Request, url: URL, name: Endpoint, options: SandboxOptions) {
  const body = await readJson(request);
  const wishes = wishesOf(url.searchParams, body);
  if (wishes.fault && !wishes.fault.started) return faultyResponse(wishes.fault);
  const parsed = parseRequest(name, body);
  if (!parsed.ok) return errorResponse(400, parsed.message);
  const inputs = await readInputs(parsed.request.body, options.readPicture);
  if (!inputs.ok) return errorResponse(400, inputs.message);
  const scale = options.durationScale ?? 1;
  const { id, job } = createJob(parsed.request, wishes, inputs.inputs, Date.now(), scale);
  const inMs = remaining(job, Date.now());
  const { webhook } = parsed.request.body;
  if (webhook !== undefined && job.fate === 'success') {
    options.onWebhook?.({ webhook, id, output: pictureUrl(url.origin, id), inMs });
  }
  if (wishes.fault) return faultyResponse(wishes.fault);
  if (webhook !== undefined) {
    const echo = echoOf(body as Record<string, unknown>);
    return Response.json({ status: 'pending', id, ...echo, mode: job.mode });
  }
  // As upstream does: without a webhook the response waits for the job.
  await sleep(inMs);
  const picture = await pictureAt(`/pictures/${id}.webp`, Date.now());
  if (!picture) return errorResponse(500, 'The room could not be recognised in this picture.');
  return Response.json({ base64: picture.toString('base64'), status: 'success' });
}

function getJob(id: string, origin: string): Response {
  const job = decodeJobId(id);
  // What upstream returns for an unknown id is undocumented; here it is 404.
  if (!job) return errorResponse(404, 'There is no job with this ID.');
  return Response.json(jobBody(id, job, origin, Date.now()));
}

async function getPicture(path: string): Promise<Response> {
  const picture = await pictureAt(path, Date.now());
  if (!picture) return errorResponse(404, 'This picture does not exist or is not ready yet.');
  const headers = {
    'Content-Type': 'image/webp',
    'Cache-Control': 'public, max-age=31536000, immutable',
  };
  return new Response(new Uint8Array(picture), { headers });
}

function getJson(name: string, origin: string): Response | undefined {
  const id = /^job\/(.+)$/.exec(name)?.[1];
  if (id !== undefined) return getJob(id, origin);
  return Object.hasOwn(LISTS, name) ? Response.json(LISTS[name]?.(origin)) : undefined;
}

/** The sandbox as a function. It keeps no state, so several instances give the same responses. */
export async function handleSandboxRequest(
  request: Request,
  options: SandboxOptions = {},
): Promise<Response> {
  const url = new URL(request.url);
  const { method } = request;
  if (method !== 'GET' && method !== 'POST') return errorResponse(405, 'Use GET or POST.');
  if (url.pathname.startsWith('/pictures/')) return getPicture(url.pathname);
  const name = /^\/v1\/(.+)$/.exec(url.pathname)?.[1];
  if (name === undefined) return errorResponse(404, 'This endpoint does not exist.');
  if (!isAllowed(request, options.apiKey)) {
    return errorResponse(401, 'The API key is missing or wrong.');
  }
  if (isEndpoint(name)) {
    return method === 'POST'
      ? create(request, url, name, options)
      : errorResponse(405, 'Use POST.');
  }
  const response = getJson(name, url.origin);
  if (!response) return errorResponse(404, 'This endpoint does not exist.');
  return method === 'GET' ? response : errorResponse(405, 'Use GET.');
}
