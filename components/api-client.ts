/** An answer of our own API that says what went wrong. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  /** When the server wants to be asked again, ms from now; null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor(code: string, message: string, status: number, retryAfterMs: number | null) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

const OFFLINE = 'Bottega cannot be reached. Check the connection and try again.';
const NOT_UNDERSTOOD = 'Bottega answered something unexpected. Reload the page and try again.';

/** Turns an answer of our own API that is no success into an error. */
export async function toError(response: Response): Promise<ApiError> {
  const seconds = Number(response.headers.get('Retry-After'));
  const retryAfterMs = seconds > 0 ? seconds * 1_000 : null;
  const body = await response.json().catch(() => null);
  const { code = 'internal', message = NOT_UNDERSTOOD } = body?.error ?? {};
  return new ApiError(code, message, response.status, retryAfterMs);
}

/**
 * Calls our own API and reads its JSON; `undefined` for an answer without a body.
 * @param body sent as JSON
 * @throws ApiError with a sentence for the person who waits
 */
export async function callApi<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  }).catch(() => {
    throw new ApiError('offline', OFFLINE, 0, null);
  });
  if (!response.ok) throw await toError(response);
  if (response.status === 204) return undefined as T;
  return response.json();
}

/** The sentence to show for whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof ApiError ? error.message : NOT_UNDERSTOOD;
}
