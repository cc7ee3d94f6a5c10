import { setTimeout as sleep } from 'node:timers/promises';
import { json, refuse } from './answers.ts';
import { rooms, skies, styles } from './catalogue.ts';
import { renderWebp } from './draw/render.ts';
import { decodeJobId, encodeJobId, type SandboxJob } from './job-id.ts';
import { failureOf, jobState, startJob } from './jobs.ts';
import { answerPicture } from './pictures.ts';
import { readJsonBody } from './read-body.ts';
import { type Endpoint, isEndpoint, parseRequest, type SandboxRequest } from './requests.ts';

export interface SandboxOptions {
  /** The only key that is right. Absent: any non-empty bearer is. */
  apiKey?: string;
  /** Multiplies every duration; 0.2 is five times as fast. */
  durationScale?: number;
  /** Where the pictures are reached, without a slash at the end. Absent: where the request went. */
  publicOrigin?: string;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Told of each job that was started with a webhook, with the picture's address. */
  onJob?: (event: { id: string; job: SandboxJob; webhook: string; output: string }) => void;
}

const catalogues = new Map<string, unknown>([
  ['/v1/rooms', rooms],
  ['/v1/styles', styles],
  // Upstream's page on skies could not be read; its path follows the other two.
  ['/v1/skies', skies],
]);

function isAllowed(request: Request, apiKey: string | undefined): boolean {
  const key = /^Bearer +(\S+) *$/i.exec(request.headers.get('Authorization') ?? '')?.[1];
  return key !== undefined && (apiKey === undefined || key === apiKey);
}

function pictureUrl(request: Request, options: SandboxOptions, id: string): string {
  return `${options.publicOrigin ?? new URL(request.url).origin}/pictures/${id}.webp`;
}

/** The parameters that upstream says back, where that is documented; the rest is inferred. */
function echo({ body }: SandboxRequest): Record<string, unknown> {
  const names = [
    'styleId',
    'roomId',
    'furnitureId',
    'creativity',
    'transformation',
    'value',
    'skyId',
  ];
  return Object.fromEntries(Object.entries(body).filter(([name]) => names.includes(name)));
}

async function holdUntilDone(job: SandboxJob, signal: AbortSignal): Promise<Response> {
  await sleep(job.duration, undefined, { signal });
  // How a held call fails is undocumented; 500 is one of the statuses that are listed.
  if (job.fate === 'failed') return json(500, { status: 'error', error: failureOf(job) });
  const picture = await renderWebp(job.scene);
  return json(200, { base64: Buffer.from(picture).toString('base64'), status: 'success' });
}

async function create(endpoint: Endpoint, request: Request, options: SandboxOptions) {
  if (request.method !== 'POST') {
    return refuse(405, `/v1/${endpoint} is called with POST.`, { Allow: 'POST' });
  }
  const read = await readJsonBody(request);
  if (!read.ok) return refuse(read.status, read.error);
  const parsed = parseRequest(endpoint, read.value);
  if (!parsed.ok) return refuse(400, parsed.message);

  const job = startJob(parsed.request, new URL(request.url).searchParams, {
    now: (options.now ?? Date.now)(),
    durationScale: options.durationScale ?? 1,
  });
  const { webhook } = parsed.request.body;
  if (webhook === undefined) return holdUntilDone(job, request.signal);

  const id = encodeJobId(job);
  options.onJob?.({ id, job, webhook, output: pictureUrl(request, options, id) });
  return json(200, { status: 'pending', id, ...echo(parsed.request), mode: job.mode });
}

function readJob(id: string, request: Request, options: SandboxOptions): Response {
  if (request.method !== 'GET') {
    return refuse(405, 'A job is read with GET.', { Allow: 'GET' });
  }
  const job = decodeJobId(id);
  if (!job) return refuse(404, 'No job has this id.');
  const state = jobState(job, (options.now ?? Date.now)());
  const rest = { mode: job.mode, createdAt: new Date(job.startedAt).toISOString() };
  if (state === 'pending') return json(200, { status: 'pending', ...rest });
  if (state === 'failed') return json(200, { status: 'error', error: failureOf(job), ...rest });
  return json(200, { status: 'success', output: pictureUrl(request, options, id), ...rest });
}

async function answerApi(path: string, request: Request, options: SandboxOptions) {
  if (!isAllowed(request, options.apiKey)) {
    return refuse(401, 'The API key is missing or wrong.', { 'WWW-Authenticate': 'Bearer' });
  }
  const name = path.slice('/v1/'.length);
  if (isEndpoint(name)) return create(name, request, options);
  if (name.startsWith('job/')) return readJob(name.slice('job/'.length), request, options);
  const catalogue = catalogues.get(path);
  if (!catalogue) return refuse(404, 'There is nothing at this address.');
  if (request.method !== 'GET') {
    return refuse(405, `${path} is read with GET.`, { Allow: 'GET' });
  }
  return json(200, catalogue);
}

/**
 * Answers one request as the Gepetto API would. Keeps nothing between requests, so any number of
 * instances answer alike. Every error is JSON, `{error}`.
 */
export async function handleSandboxRequest(
  request: Request,
  options: SandboxOptions = {},
): Promise<Response> {
  const path = new URL(request.url).pathname;
  if (path.startsWith('/v1/')) return answerApi(path, request, options);
  if (path.startsWith('/pictures/')) {
    return answerPicture(request, path, (options.now ?? Date.now)());
  }
  return refuse(404, 'There is nothing at this address.');
}
