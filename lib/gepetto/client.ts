import 'server-only';
import { createHmac } from 'node:crypto';
import { getEnv } from '@/lib/env';
import { boundedFetch } from './bounded-fetch';
import { withoutKeys } from './key-filter';
import { type CatalogueName, isJobId } from './model';
import {
  type CatalogueResult,
  toCatalogueResult,
  toUpstreamResult,
  type UpstreamResult,
} from './result';
import { parseSamples, type Samples } from './sandbox';
import { type StartRequest, type StartResult, toStartResult } from './start';

/** The client for upstream. */
export type Gepetto = {
  /** True if requests go to the sandbox instead of upstream. */
  sandbox: boolean;
  /** The deadline of one request, ms. */
  timeoutMs: number;
  /** Upstream's limit for our key, in any 60 seconds. */
  callsPerMinute: number;
  /** Fingerprints of the configured keys, at least one, in the order in which to use them. */
  keyIds: () => Promise<string[]>;
  /**
   * `GET /job/<id>`. Never throws, except for a malformed id.
   * @param keyId fingerprint of the key to use; the first key by default or if it is no longer configured
   */
  fetchJob: (id: string, keyId?: string) => Promise<UpstreamResult>;
  /** `GET /<name>`, with `keyId` as for `fetchJob`. Never throws. */
  fetchCatalogue: (name: CatalogueName, keyId?: string) => Promise<CatalogueResult>;
  /** The deadline of `startJob`, ms: longer, because what became of a request without an answer is not known. */
  startTimeoutMs: number;
  /**
   * `POST /<mode>`, with `keyId` as for `fetchJob`. Never throws, except for a mode that is no path. Never retried:
   * upstream has no idempotency keys, and a second request is billed again.
   */
  startJob: (request: StartRequest, keyId?: string) => Promise<StartResult>;
  /** The samples of the sandbox; null from upstream, and where the sandbox does not respond. Never throws. */
  fetchSamples: () => Promise<Samples | null>;
  /** Upstream's origin, which may serve pictures even if it is a private address. */
  origin: () => Promise<string>;
};

/** The deadline of `startJob` is so many times that of other requests. */
const START_TIMEOUTS = 3;

/** Where upstream is, and its keys: `nextApiKey` is used if upstream rejects the first. */
type Target = { baseUrl: string; apiKey: string; nextApiKey?: string | undefined };

/**
 * A fingerprint of a key that may be stored: HMAC-SHA-256, 32 hex digits, meaningless without our secret.
 * After the secret has changed, a rejected key is tried once more.
 */
function fingerprint(apiKey: string): string {
  const hmac = createHmac('sha256', getEnv().authSecret);
  return hmac.update(`bottega upstream key ${apiKey}`).digest('hex').slice(0, 32);
}

function keysOf({ apiKey, nextApiKey }: Target): string[] {
  return nextApiKey === undefined ? [apiKey] : [apiKey, nextApiKey];
}

function keyWith(target: Target, keyId: string | undefined): string {
  return keysOf(target).find((key) => fingerprint(key) === keyId) ?? target.apiKey;
}

function endpointUrl(baseUrl: string, path: string): URL {
  const url = new URL(`${baseUrl}${path}`);
  if (url.href !== `${new URL(baseUrl).href.replace(/\/$/, '')}${path}`) {
    throw new Error('Refused to call a URL outside the upstream API.');
  }
  return url;
}

const MODE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

const headersWith = (apiKey: string) => ({
  authorization: `Bearer ${apiKey}`,
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': 'bottega',
});

/**
 * Creates a client.
 * @param target awaited before each request, so that the sandbox may start late
 * @param options.timeoutMs deadline of one request, headers and body together
 * @param options.startTimeoutMs the same for `startJob`; three times `timeoutMs` by default
 * @param options.now ms UTC, for dates in `Retry-After`
 */
export function createGepetto(
  target: () => Promise<Target>,
  options: {
    sandbox: boolean;
    timeoutMs: number;
    callsPerMinute: number;
    startTimeoutMs?: number;
    now?: (() => number) | undefined;
  },
): Gepetto {
  const { now = Date.now, ...limits } = options;
  const { timeoutMs, startTimeoutMs = START_TIMEOUTS * timeoutMs } = options;

  /** Every response of upstream comes through here: what it repeats of our keys goes no further. */
  async function send(to: Target, path: string, init: RequestInit, deadlineMs = timeoutMs) {
    const result = await boundedFetch(endpointUrl(to.baseUrl, path), init, deadlineMs);
    return result.ok ? { ...result, body: withoutKeys(result.body, keysOf(to)) } : result;
  }

  async function get(path: string, keyId?: string) {
    const to = await target();
    return send(to, path, { headers: headersWith(keyWith(to, keyId)) });
  }

  return {
    ...limits,
    startTimeoutMs,
    origin: async () => new URL((await target()).baseUrl).origin,
    keyIds: async () => keysOf(await target()).map(fingerprint),
    async fetchJob(id, keyId) {
      if (!isJobId(id)) throw new Error('Refused to request a malformed job id.');
      const { baseUrl } = await target();
      return toUpstreamResult(await get(`/job/${id}`, keyId), now(), `${baseUrl}/`);
    },
    async fetchCatalogue(name, keyId) {
      return toCatalogueResult(await get(`/${name}`, keyId), now());
    },
    async fetchSamples() {
      if (!options.sandbox) return null;
      const result = await get('/sandbox/samples');
      return result.ok && result.status === 200 ? parseSamples(result.body) : null;
    },
    async startJob({ mode, query, body }, keyId) {
      if (!MODE.test(mode)) throw new Error('Refused to call a malformed mode.');
      const to = await target();
      const headers = headersWith(keyWith(to, keyId));
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const path = `/${mode}${query ? `?${query}` : ''}`;
      return toStartResult(await send(to, path, init, startTimeoutMs), now());
    },
  };
}
