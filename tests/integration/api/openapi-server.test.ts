import { describe, expect } from 'vitest';
import type { Contract } from '../../setup/contract';
import { describedAnswer, operationsOf } from '../../setup/document';
import { testOpenApi as it } from '../../setup/openapi-test';
import { type RawAnswer, rawGet, sendRaw } from '../../setup/raw';

const toResponse = ({ body, status, headers }: RawAnswer) =>
  new Response(body, { status, headers });

describe('requests that are rejected before they reach the app match the document', () => {
  const twice = ['Authorization: Bearer a', 'Authorization: Bearer b'];
  it.for([
    ['two Authorization headers', 400, (path: string) => rawGet(path, twice)],
    ['an invalid escape', 400, (path: string) => rawGet(`${path}%ff`)],
    ['an empty path segment', 400, (path: string) => rawGet(`/${path}`)],
    ['a parent path segment', 400, (path: string) => rawGet(`${path}/..`)],
    ['a method that no route supports', 405, (path: string) => rawGet(path, [], 'TRACE')],
    ['a method that this route does not support', 405, (path: string) => rawGet(path, [], 'PUT')],
    ['an expectation', 417, (path: string) => rawGet(path, ['Expect: tea'])],
    ['large headers', 431, (path: string) => rawGet(path, [`X: ${'x'.repeat(17_000)}`])],
  ] as [string, number, (path: string) => Buffer][])(
    'on every operation: %s',
    async ([_name, status, bytes], { app, document, contract }) => {
      for (const [method, path] of operationsOf(document)) {
        const answer = await sendRaw(app.url, bytes(path.replace(/\{\w+\}/g, 'x')));
        expect([method, path, answer.status]).toEqual([method, path, status]);
        await contract.check(method, path, toResponse(answer));
      }
    },
  );

  it('on every operation: a request that arrives too slowly', ({ document }) => {
    for (const [, , operation] of operationsOf(document)) {
      const described = describedAnswer(operation, 408, document);
      expect(described?.description).toBe('`request_timeout`');
    }
  });
});

describe('response headers', () => {
  const answer = (headers: Record<string, string>) =>
    Response.json({ status: 'ok' }, { headers: { 'X-Request-Id': 'any', ...headers } });
  const check = (contract: Contract, response: Response) =>
    contract.check('GET', '/api/health', response);

  it('are checked for missing and for undescribed headers', async ({ contract }) => {
    await check(contract, answer({}));
    const lacking = Response.json({ status: 'ok' });
    await expect(check(contract, lacking)).rejects.toThrow('lacks headers');
    const more = answer({ 'RateLimit-Limit': '600' });
    await expect(check(contract, more)).rejects.toThrow('headers that are not described');
  });
});
