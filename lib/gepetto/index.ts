import 'server-only';
import { randomBytes } from 'node:crypto';
import { getEnv } from '@/lib/env';
import { createGepetto, type Gepetto } from './client';
import { startSandbox } from './sandbox';

export type { Answer, Trouble } from './answer';
export type { CreateRequest, Gepetto } from './client';
export { createGepetto } from './client';
export type { UpstreamJob } from './contract';
export { readFailure } from './contract';
export { isJobId } from './job-id';
export { isSandboxPicture, sampleId, sampleRequests } from './sandbox';

// Next bundles instrumentation and routes apart, each with its own module state.
const shared = globalThis as { bottegaSandbox?: Promise<{ baseUrl: string; apiKey: string }> };

/** Starts the stand-in on a loopback port of its own, once a process, behind a key of its own. */
function sandboxTarget() {
  shared.bottegaSandbox ??= (async () => {
    const apiKey = randomBytes(24).toString('base64url');
    const { url } = await startSandbox({ apiKey });
    return { baseUrl: url, apiKey };
  })();
  return shared.bottegaSandbox;
}

/** The way to upstream that the configuration asks for: the real one with a key, the sandbox without. */
export function getGepetto(): Gepetto {
  const { apiKey, apiUrl, timeoutMs } = getEnv().gepetto;
  if (apiKey === undefined) return createGepetto(sandboxTarget, { sandbox: true, timeoutMs });
  return createGepetto(async () => ({ baseUrl: apiUrl, apiKey }), { sandbox: false, timeoutMs });
}
