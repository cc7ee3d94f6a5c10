import type { ReadPicture } from './inputs.ts';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 20 * 1024 * 1024;

/** Reads a body; null if it is larger than `MAX_BYTES`. */
async function readBounded(response: Response): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (size > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Fetches a picture from any address. Only for a server that runs alone, never for the one inside the app. */
export const readAnyPicture: ReadPicture = async (url) => {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { signal, redirect: 'error' });
    if (!response.ok) {
      await response.body?.cancel();
      return { problem: `the address answers with status ${response.status}.` };
    }
    const bytes = await readBounded(response);
    return bytes ? { bytes } : { problem: 'the picture is larger than 20 MB.' };
  } catch {
    return null;
  }
};
