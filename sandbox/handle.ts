import { setTimeout as sleep } from 'node:timers/promises';
import { errorAnswer, jobAnswer, pictureUrl } from './answers.ts';
import { rooms, skies, styles } from './catalogue.ts';
import { createJob, remaining } from './create.ts';
import { decodeJobId } from './job-id.ts';
import { pictureAt } from './pictures.ts';
import { type Endpoint, isEndpoint, parseRequest } from './requests.ts';

export type SandboxOptions = {
  /** The only key that is right; any is, where it is left out. */
  apiKey?: string;
  /** What every duration is multiplied by: 0.1 is ten times as fast. */
  durationScale?: number;
  /** Called for each job that was given a webhook. */
  onWebhook?: (delivery: { webhook: string; id: string; output: string; inMs: number }) => void;
};

const LOOKUPS: Record<string, unknown> = { rooms, styles, skies };

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

async function create(request: Request, url: URL, name: Endpoint, options: SandboxOptions) {
  const body = await readJson(request);
  const parsed = parseRequest(name, body);
  if (!parsed.ok) return errorAnswer(400, parsed.message);
  const { webhook, url: _, mask: __, ...echo } = parsed.request.body as Record<string, unknown>;
  const scale = options.durationScale ?? 1;
  const { id, job } = createJob(parsed.request, url.searchParams, Date.now(), scale);
  const inMs = remaining(job, Date.now());
  if (typeof webhook === 'string') {
    if (job.fate === 'success') {
      options.onWebhook?.({ webhook, id, output: pictureUrl(url.origin, id), inMs });
    }
    return Response.json({ status: 'pending', id, ...echo, mode: job.mode });
  }
  // Without a webhook the call is held until the job is done.
  await sleep(inMs);
  const picture = await pictureAt(`/pictures/${id}.webp`, Date.now());
  if (!picture) return errorAnswer(500, 'The room could not be recognised in this picture.');
  return Response.json({ base64: picture.toString('base64'), status: 'success' });
}

const isLookUp = (name: string) => name.startsWith('job/') || Object.hasOwn(LOOKUPS, name);

function lookUp(name: string, url: URL): Response {
  const id = /^job\/(.+)$/.exec(name)?.[1];
  if (id === undefined) return Response.json(LOOKUPS[name]);
  const job = decodeJobId(id);
  // What upstream says of an id that it does not know is undocumented: 404 here.
  if (!job) return errorAnswer(404, 'There is no job with this id.');
  return Response.json(jobAnswer(id, job, url.origin, Date.now()));
}

async function servePicture(path: string): Promise<Response> {
  const picture = await pictureAt(path, Date.now());
  if (!picture) return errorAnswer(404, 'There is no such picture, or not yet.');
  const headers = {
    'Content-Type': 'image/webp',
    'Cache-Control': 'public, max-age=31536000, immutable',
  };
  return new Response(new Uint8Array(picture), { headers });
}

/** The stand-in as a function: it holds no state, so any number of them answer alike. */
export async function handleSandboxRequest(
  request: Request,
  options: SandboxOptions = {},
): Promise<Response> {
  const url = new URL(request.url);
  const { method } = request;
  if (method !== 'GET' && method !== 'POST') return errorAnswer(405, 'Use GET or POST.');
  if (url.pathname.startsWith('/pictures/')) return servePicture(url.pathname);
  const name = /^\/v1\/(.+)$/.exec(url.pathname)?.[1];
  if (name === undefined) return errorAnswer(404, 'There is no such endpoint.');
  if (!isAllowed(request, options.apiKey)) {
    return errorAnswer(401, 'The API key is missing or wrong.');
  }
  if (isEndpoint(name)) {
    return method === 'POST' ? create(request, url, name, options) : errorAnswer(405, 'Use POST.');
  }
  if (!isLookUp(name)) return errorAnswer(404, 'There is no such endpoint.');
  return method === 'GET' ? lookUp(name, url) : errorAnswer(405, 'Use GET.');
}
