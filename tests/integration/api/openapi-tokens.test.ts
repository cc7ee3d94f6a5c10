import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '@/lib/tokens';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { type Asker, Contract } from '../../setup/contract';
import { type Document, operationsOf } from '../../setup/document';
import { bearer, tokenOf } from '../../setup/token';

let app: RunningApp;
let user: Client;
let document: Document;
let contract: Contract;

beforeAll(async () => {
  app = await startApp();
  user = await signedIn(app.url);
  document = (await (await fetch(`${app.url}/api/openapi.json`)).json()) as Document;
  contract = new Contract(document);
});
afterAll(() => app?.stop());

const script = (token: string): Asker => ({
  fetch: (path, init) => fetch(`${app.url}${path}`, bearer(token, init)),
});
const forTokens = () =>
  operationsOf(document).flatMap(([method, path, { security, requestBody }]) => {
    const [scope] = security.flatMap((one) => one.token ?? []);
    return scope
      ? [{ operation: `${method} ${path}`, scope, takesBody: Boolean(requestBody) }]
      : [];
  });

describe('to a token the document says the truth', () => {
  it.each(SCOPES)('of what %s allows, and how one stands', async (scope) => {
    const asker = script(await tokenOf(user, { scopes: [scope] }));
    expect(forTokens().length).toBeGreaterThan(15);
    for (const { operation, scope: needed, takesBody } of forTokens()) {
      const body = takesBody ? { archived: true } : undefined;
      const { status, headers } = await contract.ask(asker, operation, { body });
      expect([operation, status === 403]).toEqual([operation, needed !== scope]);
      expect(headers.get('ratelimit-limit')).toBe('600');
    }
  });

  it('of what needs a session', async () => {
    const asker = script(await tokenOf(user, { scopes: [...SCOPES] }));
    const sessionOnly = operationsOf(document).filter(
      ([, , { security }]) => security.length > 0 && !security.some((one) => one.token),
    );
    expect(sessionOnly.length).toBeGreaterThan(10);
    for (const [method, path] of sessionOnly) {
      const { json } = await contract.ask(asker, `${method} ${path}`, {});
      expect([method, path, json.error.code]).toEqual([method, path, 'token_not_allowed']);
    }
  });

  it('of one that is not valid, and of one in the address', async () => {
    const token = await tokenOf(user);
    for (const { operation, takesBody } of forTokens()) {
      const body = takesBody ? { archived: true } : undefined;
      const bad = await contract.ask(script(`${token}x`), operation, { body });
      expect([operation, bad.status]).toEqual([operation, 401]);
      const query = `?access_token=${token}`;
      const told = await contract.ask(script(token), operation, { body, query });
      expect([operation, told.status]).toEqual([operation, 400]);
    }
  });
});
