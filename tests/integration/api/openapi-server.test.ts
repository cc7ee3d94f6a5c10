import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../setup/app';
import { Contract } from '../../setup/contract';
import { type Document, describedAnswer, operationsOf } from '../../setup/document';
import { type RawAnswer, rawGet, sendRaw } from '../../setup/raw';

let app: RunningApp;
let document: Document;
let contract: Contract;

beforeAll(async () => {
  app = await startApp();
  document = (await (await fetch(`${app.url}/api/openapi.json`)).json()) as Document;
  contract = new Contract(document);
});
afterAll(() => app?.stop());

const toResponse = ({ body, status, headers }: RawAnswer) =>
  new Response(body, { status, headers });

describe('what is refused before the app sees it is as the document says', () => {
  const twice = ['Authorization: Bearer a', 'Authorization: Bearer b'];
  it.each([
    ['two Authorization headers', 400, (path: string) => rawGet(path, twice)],
    ['an escape that is no character', 400, (path: string) => rawGet(`${path}%ff`)],
    ['an empty step', 400, (path: string) => rawGet(`/${path}`)],
    ['a step upwards', 400, (path: string) => rawGet(`${path}/..`)],
    ['a method that no route has', 405, (path: string) => rawGet(path, [], 'TRACE')],
    ['a method that this route has not', 405, (path: string) => rawGet(path, [], 'PUT')],
    ['an expectation', 417, (path: string) => rawGet(path, ['Expect: tea'])],
    ['large headers', 431, (path: string) => rawGet(path, [`X: ${'x'.repeat(17_000)}`])],
  ])('on every operation: %s', async (_name, status, bytes) => {
    for (const [method, path] of operationsOf(document)) {
      const answer = await sendRaw(app.url, bytes(path.replace(/\{\w+\}/g, 'x')));
      expect([method, path, answer.status]).toEqual([method, path, status]);
      await contract.check(method, path, toResponse(answer));
    }
  });

  it('on every operation: what arrives too slowly', () => {
    for (const [, , operation] of operationsOf(document)) {
      const described = describedAnswer(operation, 408, document);
      expect(described?.description).toBe('`request_timeout`');
    }
  });
});

describe('the headers of an answer', () => {
  const answer = (headers: Record<string, string>) =>
    Response.json({ status: 'ok' }, { headers: { 'X-Request-Id': 'any', ...headers } });
  const check = (response: Response) => contract.check('GET', '/api/health', response);

  it('are held against the document, those that it has and those that it has not', async () => {
    await check(answer({}));
    const lacking = Response.json({ status: 'ok' });
    await expect(check(lacking)).rejects.toThrow('lacks headers');
    const more = answer({ 'RateLimit-Limit': '600' });
    await expect(check(more)).rejects.toThrow('headers that are not described');
  });
});
