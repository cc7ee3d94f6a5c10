import { describe, expect } from 'vitest';
import { SCOPES } from '@/lib/tokens';
import type { Asker } from '../../setup/contract';
import { type Document, operationsOf } from '../../setup/document';
import { testOpenApi as test } from '../../setup/openapi-test';
import { bearer, tokenOf } from '../../setup/token';

const it = test.extend(
  'script',
  ({ app }) =>
    (token: string): Asker => ({
      fetch: (path, init) => fetch(`${app.url}${path}`, bearer(token, init)),
    }),
);

const forTokens = (document: Document) =>
  operationsOf(document).flatMap(([method, path, { security, requestBody }]) => {
    const [scope] = security.flatMap((one) => one.token ?? []);
    return scope
      ? [{ operation: `${method} ${path}`, scope, takesBody: Boolean(requestBody) }]
      : [];
  });

describe('responses to a token match the document', () => {
  it.for(SCOPES)(
    'for the scope %s, with the rate limit headers',
    async (scope, { user, document, contract, script }) => {
      const asker = script(await tokenOf(user, { scopes: [scope] }));
      expect(forTokens(document).length).toBeGreaterThan(15);
      for (const { operation, scope: needed, takesBody } of forTokens(document)) {
        const body = takesBody ? { archived: true } : undefined;
        const { status, headers } = await contract.ask(asker, operation, { body });
        expect([operation, status === 403]).toEqual([operation, needed !== scope]);
        expect(headers.get('ratelimit-limit')).toBe('600');
      }
    },
  );

  it('for operations that need a session', async ({ user, document, contract, script }) => {
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

  it('for an invalid token and for a token in the URL', async ({
    user,
    document,
    contract,
    script,
  }) => {
    const token = await tokenOf(user);
    for (const { operation, takesBody } of forTokens(document)) {
      const body = takesBody ? { archived: true } : undefined;
      const bad = await contract.ask(script(`${token}x`), operation, { body });
      expect([operation, bad.status]).toEqual([operation, 401]);
      const query = `?access_token=${token}`;
      const told = await contract.ask(script(token), operation, { body, query });
      expect([operation, told.status]).toEqual([operation, 400]);
    }
  });
});
