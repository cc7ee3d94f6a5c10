import { browserFetch, PASSWORD } from './client';

type Ask = ReturnType<typeof browserFetch>;

/** Sends the form of the sign-in page. @param ask a browser, by default a new one without cookies */
export async function tryPassword(
  appUrl: string,
  email: string,
  password = PASSWORD,
  ask: Ask = browserFetch(appUrl),
): Promise<number> {
  const { csrfToken } = (await (await ask('/api/auth/csrf')).json()) as { csrfToken: string };
  const form = new URLSearchParams({ csrfToken, email, password, json: 'true' });
  const response = await ask('/api/auth/callback/credentials', { method: 'POST', body: form });
  await response.arrayBuffer();
  return response.status;
}

/** Sends JSON as a page of the app does. */
export function sendJson(
  ask: Ask,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return ask(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** The error code of a response, or its status if it is none. */
export async function codeOf(response: Response): Promise<string | number> {
  const text = await response.text();
  try {
    return (JSON.parse(text) as { error: { code: string } }).error.code;
  } catch {
    return response.status;
  }
}
