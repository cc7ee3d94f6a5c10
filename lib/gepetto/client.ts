import 'server-only';
import {
  type CatalogueResult,
  toCatalogueResult,
  toUpstreamResult,
  type UpstreamResult,
} from './answer';
import { type CallResult, call } from './call';
import { type CatalogueName, parseCreatedJob, type UpstreamJob } from './contract';
import { isJobId } from './job-id';
import { keyId } from './key-id';
import { parseSamples, type Samples } from './sandbox';

/** A job to be started: an endpoint of upstream (`redesign`, `furnish`, ...) and its JSON body. */
export type CreateRequest = { endpoint: string; query?: string; body: Record<string, unknown> };

export type CreateResult =
  /** `body` is upstream's reply, verbatim, and `job` what we read from it. */
  | { kind: 'created'; id: string; job: UpstreamJob; body: string }
  | { kind: 'failed'; httpStatus?: number };

/** The way to upstream: all that the rest of the house knows of it. */
export type Gepetto = {
  /** True where the bundled stand-in answers in upstream's place. */
  sandbox: boolean;
  /** The deadline of one call, ms. */
  timeoutMs: number;
  /** What upstream allows for our key in any 60 seconds. */
  callsPerMinute: number;
  /** The keys that there are, by their fingerprints, in the order in which to use them. One at least. */
  keyIds: () => Promise<string[]>;
  /**
   * Asks for one job. Never throws, except on an id that is not one.
   * @param key which key to ask with, by its fingerprint; the first where it is left out or gone
   */
  fetchJob: (id: string, key?: string) => Promise<UpstreamResult>;
  /** Asks for one of the lookup lists, with a key as `fetchJob`. Never throws. */
  fetchCatalogue: (name: CatalogueName, key?: string) => Promise<CatalogueResult>;
  /** Starts a job. Never retried: upstream knows no idempotency key, and a second POST bills twice. */
  createJob: (request: CreateRequest) => Promise<CreateResult>;
  /** The samples of the sandbox; null from upstream, and where the sandbox does not respond. Never throws. */
  fetchSamples: () => Promise<Samples | null>;
  /** The origin of upstream, which may serve pictures although it is a private address. */
  origin: () => Promise<string>;
};

/** Where upstream is and what it is shown: `nextApiKey` stands in when it refuses the first. */
type Target = { baseUrl: string; apiKey: string; nextApiKey?: string | undefined };

function keysOf({ apiKey, nextApiKey }: Target): string[] {
  return nextApiKey === undefined ? [apiKey] : [apiKey, nextApiKey];
}

function keyOf(target: Target, id: string | undefined): string {
  return keysOf(target).find((key) => keyId(key) === id) ?? target.apiKey;
}

function endpointUrl(baseUrl: string, path: string): URL {
  const url = new URL(`${baseUrl}${path}`);
  if (url.href !== `${new URL(baseUrl).href.replace(/\/$/, '')}${path}`) {
    throw new Error('Refused to call an address outside the upstream API.');
  }
  return url;
}

/**
 * Builds a client. `target` is awaited before each call, so that the sandbox may start late.
 * @param timeoutMs deadline of one call, headers and body together
 */
export function createGepetto(
  target: () => Promise<Target>,
  options: { sandbox: boolean; timeoutMs: number; callsPerMinute: number },
): Gepetto {
  const headers = (apiKey: string) => ({
    authorization: `Bearer ${apiKey}`,
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'bottega',
  });

  async function get(path: string, key?: string): Promise<CallResult> {
    const to = await target();
    const init = { headers: headers(keyOf(to, key)) };
    return call(endpointUrl(to.baseUrl, path), init, options.timeoutMs);
  }

  return {
    ...options,
    origin: async () => new URL((await target()).baseUrl).origin,
    keyIds: async () => keysOf(await target()).map(keyId),
    async fetchJob(id, key) {
      if (!isJobId(id)) throw new Error('Refused to ask upstream for a malformed id.');
      return toUpstreamResult(await get(`/job/${id}`, key), Date.now());
    },
    async fetchCatalogue(name, key) {
      return toCatalogueResult(await get(`/${name}`, key), Date.now());
    },
    async fetchSamples() {
      if (!options.sandbox) return null;
      const result = await get('/sandbox/samples');
      return result.ok && result.status === 200 ? parseSamples(result.body) : null;
    },
    async createJob({ endpoint, query, body }) {
      const { baseUrl, apiKey } = await target();
      const url = endpointUrl(baseUrl, `/${endpoint}${query ? `?${query}` : ''}`);
      const init = { method: 'POST', headers: headers(apiKey), body: JSON.stringify(body) };
      const result = await call(url, init, options.timeoutMs);
      if (!result.ok) return { kind: 'failed' };
      const job = result.status < 300 ? parseCreatedJob(result.body) : undefined;
      if (!job || !isJobId(job.id)) return { kind: 'failed', httpStatus: result.status };
      return { kind: 'created', id: job.id, job, body: result.body };
    },
  };
}
