import { describe, expect } from 'vitest';
import type { Asked } from '../../setup/contract';
import { testOpenApi as test } from '../../setup/openapi-test';

const it = test.extend(
  'ask',
  ({ contract, user }) =>
    (operation: string, asked: Asked) =>
      contract.ask(user, operation, asked),
);

describe('invalid input is rejected as the document describes', () => {
  it.for([
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
    ['?q=', 'q: must not be empty'],
    [`?q=${'x'.repeat(201)}`, 'q: must be 200 characters or fewer'],
    [`?mode=${'x'.repeat(101)}`, 'mode: must be 100 characters or fewer'],
    ['?q=%00', 'q: must not contain control characters'],
    ['?q=a%E2%80%AEb', 'q: must not contain control characters'],
    ['?state=pending&state=failed', 'The parameter state is repeated'],
  ])('a list with %s gets an error that names the parameter', async ([query, words], { ask }) => {
    const { status, json } = await ask('GET /api/jobs', { query });
    expect([status, json.error.code]).toEqual([400, 'invalid_request']);
    expect(json.error.message).toContain(words);
  });

  it('an export in an unknown format', async ({ ask }) => {
    expect((await ask('GET /api/jobs/export', { query: '?format=xls' })).status).toBe(400);
    expect((await ask('GET /api/jobs/export', { query: '?limit=3' })).status).toBe(400);
  });

  it.for(['?of=bogus', '?of=', '?download=0', '?download', '?of=input&of=output', '?size=2'])(
    'a picture with %s',
    async (query, { ask }) => {
      const { status, json } = await ask('GET /api/jobs/{id}/picture', { query });
      expect([status, json.error.code]).toEqual([400, 'invalid_request']);
    },
  );

  it('adding a job without a valid id', async ({ ask }) => {
    const bodies = [{}, [], { id: '../keys' }, { id: 'x', text: 'x' }, { text: '' }, { text: '!' }];
    for (const body of bodies) expect((await ask('POST /api/jobs', { body })).status).toBe(400);
  });

  it('bodies that are too large or invalid', async ({ ask }) => {
    const large = { text: 'x'.repeat(70_000) };
    expect((await ask('POST /api/jobs', { body: large })).status).toBe(413);
    const labels = [1, 'x'.repeat(201), 'a\u0000b', 'a\nb', 'a\u202eb', 'a\u2066b'];
    const bodies = [...labels.map((label) => ({ label })), { owner: 'me' }];
    for (const body of [...bodies, JSON.parse('{"__proto__": {"label": "x"}}')]) {
      expect((await ask('PATCH /api/jobs/{id}', { body })).status).toBe(400);
    }
  });
});
