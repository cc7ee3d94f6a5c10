import 'server-only';

/** The largest response that is read, bytes. A job is a few hundred bytes, but one with its picture in it is not. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

export type FetchResult =
  | {
      ok: true;
      status: number;
      body: string;
      retryAfter: string | null;
      /** The header `Date`: what the sender's clock showed. */
      date?: string | null;
    }
  | {
      ok: false;
      failure: 'timeout' | 'unreachable' | 'redirected' | 'too_large';
      /** False if there was no connection, so that the server cannot have got the request. */
      sent?: boolean;
    };

/** Reads the body; undefined if it is too large. What is announced as too large is not read at all. */
async function readBounded(response: Response): Promise<string | undefined> {
  if (Number(response.headers.get('content-length')) > MAX_BODY_BYTES) {
    await response.body?.cancel();
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const NO_CONNECTION =
  /^(?:UND_ERR_CONNECT_TIMEOUT|ERR_TLS_CERT|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(?:GET|VERIFY))/;

/** Whether an error of `fetch` may have come after the request was sent. */
function mayBeSent(error: unknown): boolean {
  const cause = (error as { cause?: unknown }).cause;
  const { syscall, code, errors } = (cause ?? {}) as Record<string, unknown>;
  // One error for each address of a name.
  if (Array.isArray(errors)) return errors.some((one) => mayBeSent({ cause: one }));
  return syscall !== 'connect' && syscall !== 'getaddrinfo' && !NO_CONNECTION.test(String(code));
}

/**
 * Sends one request with a deadline for headers and body together, follows no redirect and reads at most
 * 16 MiB. Never throws: the message of an error of `fetch` may contain the headers, and with them the key.
 */
export async function boundedFetch(
  url: URL,
  init: RequestInit,
  timeoutMs: number,
): Promise<FetchResult> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', cache: 'no-store', signal });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return { ok: false, failure: 'redirected' };
    }
    const body = await readBounded(response);
    if (body === undefined) return { ok: false, failure: 'too_large' };
    const { status, headers } = response;
    const [retryAfter, date] = [headers.get('retry-after'), headers.get('date')];
    return { ok: true, status, body, retryAfter, date };
  } catch (error) {
    if (signal.aborted) return { ok: false, failure: 'timeout' };
    return { ok: false, failure: 'unreachable', sent: mayBeSent(error) };
  }
}
