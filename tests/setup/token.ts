import type { Scope, TokenView } from '@/lib/tokens';
import type { Client } from './client';

type Asked = { scopes?: Scope[]; expiresInDays?: number | null };

/** Creates a personal token as its owner does in the browser, by default one that may read jobs. Throws when rejected. */
export async function makeToken(
  client: Client,
  { scopes = ['jobs:read'], expiresInDays = 1 }: Asked = {},
): Promise<{ token: string; view: TokenView }> {
  const response = await client.fetch('/api/tokens', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'A script', scopes, expiresInDays }),
  });
  if (response.status !== 201) throw new Error(`No token was created: ${await response.text()}`);
  return (await response.json()) as { token: string; view: TokenView };
}

/** Creates a personal token and returns only the token itself. */
export async function tokenOf(client: Client, asked: Asked = {}): Promise<string> {
  return (await makeToken(client, asked)).token;
}

/** A request as scripts send it: with a bearer token, without a cookie or Origin. */
export function bearer(token: string, init: RequestInit = {}): RequestInit {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  return { redirect: 'manual', ...init, headers };
}
