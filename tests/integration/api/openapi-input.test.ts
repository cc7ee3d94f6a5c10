import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { type Asked, Contract } from '../../setup/contract';
import type { Document } from '../../setup/document';

let app: RunningApp;
let user: Client;
let contract: Contract;

beforeAll(async () => {
  app = await startApp();
  user = await signedIn(app.url);
  contract = new Contract((await (await fetch(`${app.url}/api/openapi.json`)).json()) as Document);
});
afterAll(() => app?.stop());

const ask = (operation: string, asked: Asked) => contract.ask(user, operation, asked);

describe('input that the document does not allow is refused as it says', () => {
  it.each([
    ['?state=done', 'state: '],
    ['?stat=pending', 'stat'],
    ['?limit=0', 'limit: '],
    ['?limit=101', 'limit: '],
    ['?limit=ten', 'limit: '],
    ['?limit=0x10', 'limit: '],
    ['?limit=1e2', 'limit: '],
    ['?limit=%201%20', 'limit: '],
    ['?limit=', 'limit: '],
    ['?cursor=yesterday', 'cursor: '],
    ['?archived=perhaps', 'archived: '],
    ['?q=', 'q: '],
    ['?q=%00', 'q: has control characters'],
    ['?q=a%E2%80%AEb', 'q: has control characters'],
    ['?state=pending&state=failed', 'state is given more than once'],
  ])('for a list with %s, and says what is wrong', async (query, words) => {
    const { status, json } = await ask('GET /api/jobs', { query });
    expect([status, json.error.code]).toEqual([400, 'invalid_request']);
    expect(json.error.message).toContain(words);
  });

  it('for a file of no format that there is', async () => {
    expect((await ask('GET /api/jobs/export', { query: '?format=xls' })).status).toBe(400);
    expect((await ask('GET /api/jobs/export', { query: '?limit=3' })).status).toBe(400);
  });

  it.each(['?of=bogus', '?of=', '?download=0', '?download', '?of=input&of=output', '?size=2'])(
    'for a picture with %s',
    async (query) => {
      const { status, json } = await ask('GET /api/jobs/{id}/picture', { query });
      expect([status, json.error.code]).toEqual([400, 'invalid_request']);
    },
  );

  it('for adding what holds no id', async () => {
    const bodies = [{}, [], { id: '../keys' }, { id: 'x', text: 'x' }, { text: '' }, { text: '!' }];
    for (const body of bodies) expect((await ask('POST /api/jobs', { body })).status).toBe(400);
  });

  it('for bodies that are too large or make no sense', async () => {
    const large = { text: 'x'.repeat(70_000) };
    expect((await ask('POST /api/jobs', { body: large })).status).toBe(413);
    const labels = [1, 'x'.repeat(201), 'a\u0000b', 'a\nb', 'a\u202eb', 'a\u2066b'];
    const bodies = [...labels.map((label) => ({ label })), { owner: 'me' }];
    for (const body of [...bodies, JSON.parse('{"__proto__": {"label": "x"}}')]) {
      expect((await ask('PATCH /api/jobs/{id}', { body })).status).toBe(400);
    }
  });
});
