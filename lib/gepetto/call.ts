import 'server-only';

/** The most that upstream may say in one answer, bytes. A job's answer is a few hundred. */
const MAX_BODY_BYTES = 1024 * 1024;

/** Why a call brought no readable answer. */
export type CallFailure = 'timeout' | 'unreachable' | 'redirected' | 'too_large';

export type CallResult =
  | { ok: true; status: number; body: string; retryAfter: string | null }
  | { ok: false; failure: CallFailure };

async function readBounded(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream: nothing more is read.
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * One bounded call: a deadline over headers and body together, no redirect followed, a body of 1 MiB at
 * the most. Never throws: fetch's own errors may print the headers, and with them the key.
 */
export async function call(url: URL, init: RequestInit, timeoutMs: number): Promise<CallResult> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', cache: 'no-store', signal });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return { ok: false, failure: 'redirected' };
    }
    const body = await readBounded(response);
    if (body === undefined) return { ok: false, failure: 'too_large' };
    return {
      ok: true,
      status: response.status,
      body,
      retryAfter: response.headers.get('retry-after'),
    };
  } catch {
    return { ok: false, failure: signal.aborted ? 'timeout' : 'unreachable' };
  }
}
