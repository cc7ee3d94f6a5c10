/** An error response of our own API. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  /** The server's `Retry-After` in ms; null without one. */
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

/** Turns an error response of our own API into an `ApiError`. */
export async function toError(response: Response): Promise<ApiError> {
  const seconds = Number(response.headers.get('Retry-After'));
  const retryAfterMs = seconds > 0 ? seconds * 1_000 : null;
  const body = await response.json().catch(() => null);
  const { code = 'internal', message = NOT_UNDERSTOOD } = body?.error ?? {};
  return new ApiError(code, message, response.status, retryAfterMs);
}

/**
 * Calls our own API and returns its JSON; `undefined` for a response without a body.
 * @param body sent as JSON
 * @throws ApiError with a message for the user
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

/** The message to show for anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof ApiError ? error.message : NOT_UNDERSTOOD;
}
