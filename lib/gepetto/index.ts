import 'server-only';
import { randomBytes } from 'node:crypto';
import { getEnv } from '@/lib/env';
import { singleton } from '@/lib/singleton';
import { startSandbox } from '@/sandbox';
import { createGepetto, type Gepetto } from './client';

export { isSandboxPicture, sampleId, sampleRequests } from '@/sandbox';
export type { CatalogueResult, UpstreamError, UpstreamResult } from './answer';
export type { CreateRequest, Gepetto } from './client';
export { createGepetto } from './client';
export type { CatalogueName, UpstreamJob } from './contract';
export { parseFailure } from './contract';
export { errorCodeOf } from './error-code';
export { isJobId, JOB_ID } from './job-id';
export { parseRetryAfter } from './retry-after';

/** Starts the stand-in on a loopback port of its own, once a process, behind a key of its own. */
function sandboxTarget() {
  return singleton('sandbox', async () => {
    const apiKey = randomBytes(24).toString('base64url');
    const { url } = await startSandbox({ apiKey });
    return { baseUrl: url, apiKey };
  });
}

/** The way to upstream that the configuration asks for: the real one with a key, the sandbox without. */
export function getGepetto(): Gepetto {
  const { apiKey, nextApiKey, apiUrl, timeoutMs, callsPerMinute } = getEnv().gepetto;
  const sandbox = apiKey === undefined;
  const options = { sandbox, timeoutMs, callsPerMinute };
  if (sandbox) return createGepetto(sandboxTarget, options);
  return createGepetto(async () => ({ baseUrl: apiUrl, apiKey, nextApiKey }), options);
}
