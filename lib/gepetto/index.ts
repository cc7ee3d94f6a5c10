import 'server-only';
import { getEnv } from '@/lib/env';
import { createGepetto, type Gepetto } from './client';
import { sandboxTarget } from './sandbox';

export type { Gepetto } from './client';
export { createGepetto } from './client';
export type { UpstreamJob } from './contract';
export { parseFailure, parseJob } from './contract';
export {
  type CatalogueName,
  errorCodeOf,
  isJobId,
  JOB_ID,
  UPSTREAM_ERROR_WORDS,
  type UpstreamErrorKind,
} from './model';
export { replaceOutput } from './replace-output';
export type { CatalogueResult, UpstreamError, UpstreamResult } from './result';
export { parseRetryAfter } from './retry-after';
export type { Samples } from './sandbox';
export { type SandboxHost, setSandboxHost } from './sandbox-host';
export { mayHaveStarted, type StartError, type StartResult } from './start';
export { meaningOf } from './status-words';

/**
 * The configured client: for upstream if a key is set, otherwise for the sandbox.
 * @param now ms UTC; without it the clock of this machine
 */
export function getGepetto(now?: () => number): Gepetto {
  const { apiKey, nextApiKey, apiUrl, timeoutMs, callsPerMinute } = getEnv().gepetto;
  const sandbox = apiKey === undefined;
  const options = { sandbox, timeoutMs, callsPerMinute, now };
  if (sandbox) return createGepetto(sandboxTarget, options);
  return createGepetto(async () => ({ baseUrl: apiUrl, apiKey, nextApiKey }), options);
}
