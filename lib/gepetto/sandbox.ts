import 'server-only';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { singleton } from '@/lib/singleton';
import { callFromSandbox, readForSandbox } from './sandbox-host';

const samples = z.object({
  jobId: z.string(),
  requests: z.array(
    z.object({
      endpoint: z.string(),
      query: z.string(),
      body: z.record(z.string(), z.unknown()),
      label: z.string(),
    }),
  ),
});

/** The sandbox's `GET /v1/sandbox/samples`: an id to paste, and the requests that start the sample jobs. */
export type Samples = z.infer<typeof samples>;

/** Parses the body of a response; null if it has no samples. */
export function parseSamples(body: string): Samples | null {
  try {
    return samples.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

/** Starts the sandbox, once in a process, on a free loopback port and with a random key. */
export function sandboxTarget(): Promise<{ baseUrl: string; apiKey: string }> {
  return singleton('sandbox', async () => {
    // Imported here, so that a process with a key never loads it.
    const { startSandbox } = await import('@/sandbox');
    const apiKey = randomBytes(24).toString('base64url');
    const { url } = await startSandbox({
      apiKey,
      readPicture: readForSandbox,
      onWebhook: callFromSandbox,
    });
    return { baseUrl: url, apiKey };
  });
}
