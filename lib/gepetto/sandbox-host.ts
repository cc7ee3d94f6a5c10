import 'server-only';
import { guardedGet } from '@/lib/guarded-fetch';
import { singleton } from '@/lib/singleton';

/**
 * What the app does for the sandbox inside it, so that this sends no request to an address of ours: it may be one that
 * this server cannot reach itself, and a request chooses it.
 */
export type SandboxHost = {
  /** The picture at one of our own addresses for upstream; null for any other address, and for one that is over. */
  readPicture: (url: URL) => Promise<Uint8Array | 'gone' | null>;
  /** Takes in a call of a webhook address of ours. */
  receiveHook: (url: URL, body: string) => Promise<void>;
};

const host = singleton('sandbox-host', () => ({ current: null as SandboxHost | null }));

/** Sets what the sandbox of this process gets from the app. */
export function setSandboxHost(current: SandboxHost): void {
  host.current = current;
}

/** How long the sandbox waits for a public picture, ms. Without it, a room is drawn. */
const TIMEOUT_MS = 2_000;
const MAX_BYTES = 20 * 1024 * 1024;

/** Reads a picture at a public https address; null if there is none that can be read. */
async function readPublic(url: URL): Promise<Uint8Array | null> {
  const late = AbortSignal.timeout(TIMEOUT_MS);
  const response = await guardedGet(url, { timeoutMs: TIMEOUT_MS });
  try {
    if (response.statusCode !== 200) return null;
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response) {
      size += chunk.length;
      if (size > MAX_BYTES || late.aborted) return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    response.destroy();
  }
}

/** `readPicture` for the sandbox inside the app: photos of ours, and public addresses through the guard. */
export async function readForSandbox(
  address: string,
): Promise<{ bytes: Uint8Array } | { problem: string } | null> {
  const url = new URL(address);
  const own = (await host.current?.readPicture(url)) ?? null;
  if (own === 'gone') return { problem: 'the address is unknown, or its time is over.' };
  const bytes = own ?? (await readPublic(url).catch(() => null));
  return bytes && { bytes };
}

/** `onWebhook` for the sandbox inside the app. */
export function callFromSandbox(delivery: {
  webhook: string;
  id: string;
  output: string;
  inMs: number;
}): void {
  const { webhook, id, output, inMs } = delivery;
  setTimeout(() => {
    host.current?.receiveHook(new URL(webhook), JSON.stringify({ id, output })).catch(() => {});
  }, inMs).unref();
}
