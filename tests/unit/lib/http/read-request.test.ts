import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parse, readBody, readQuery } from '@/lib/http/read-request';
import { historyQuery } from '@/lib/jobs';
import { plainText } from '@/lib/plain-text';

const rejected = { code: 'invalid_request', message: 'Unrecognized key: "__proto__".' };
const read = (query: string) =>
  readQuery(new Request(`https://bottega.example/api/jobs${query}`), historyQuery);

describe('a JSON body', () => {
  const schema = z.record(z.string(), z.unknown());
  const readJson = (body: string) =>
    readBody(
      new Request('https://bottega.example/', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }),
      schema,
    );

  it.each(['{"a":"\\ud800"}', '{"a":["x\\uDFFFy"]}', '{"\\uD83D":1}', '{"a":"\\ude00\\ud83d"}'])(
    'with half of a character is rejected, because no database stores it: %s',
    async (body) => {
      await expect(readJson(body)).rejects.toMatchObject({ code: 'invalid_request' });
    },
  );

  it.each([
    ['{"a":"\\ud83d\\ude00"}', '😀'],
    ['{"a":"\\\\ud800"}', '\\ud800'],
    ['{"a":"é"}', 'é'],
  ])('with whole characters is read: %s', async (body, text) => {
    expect(await readJson(body)).toEqual({ a: text });
  });

  it('that is nested too deep is an error like any other', async () => {
    const deep = `${'['.repeat(30_000)}"\\ud800"${']'.repeat(30_000)}`;
    await expect(readJson(deep)).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('parsing with a strict schema', () => {
  it('rejects a field called __proto__', () => {
    expect(() => read('?__proto__=1')).toThrow(expect.objectContaining(rejected));
    const body = JSON.parse('{"__proto__": {"archived": true}}');
    expect(() => parse(historyQuery, body)).toThrow(expect.objectContaining(rejected));
  });

  it('accepts whole numbers as digits only', () => {
    expect(read('').limit).toBe(24);
    expect(read('?limit=100').limit).toBe(100);
    for (const limit of ['0x10', '1e2', '1.0', '+1', '-1', '%201%20', '%0A1', '٣']) {
      expect(() => read(`?limit=${limit}`), limit).toThrow('limit: must be a whole number');
    }
  });

  it('collects a repeated parameter only where the schema is a list', () => {
    const schema = z.object({ id: z.array(z.string()).optional(), q: z.string().optional() });
    const of = (query: string) =>
      readQuery(new Request(`https://bottega.example/${query}`), schema);
    expect(of('?id=a&id=b')).toEqual({ id: ['a', 'b'] });
    expect(of('?id=a')).toEqual({ id: ['a'] });
    expect(of('')).toEqual({});
    expect(() => of('?q=a&q=b')).toThrow('The parameter q is repeated');
  });
});

describe('what is wrong with a value', () => {
  const schema = z.strictObject({
    name: plainText.trim().max(5),
    ids: z.array(z.int()).min(1).max(2),
    kind: z.enum(['a', 'b']),
  });
  const right = { name: 'x', ids: [1], kind: 'a' };

  it.each([
    [{ name: 'x'.repeat(6) }, 'name: must have 5 characters or fewer.'],
    [{ name: 7 }, 'name: must be a text.'],
    [{ name: undefined }, 'name: is required.'],
    [{ ids: [] }, 'ids: must not be empty.'],
    [{ ids: [1, 2, 3] }, 'ids: must have 2 items or fewer.'],
    [{ ids: ['1'] }, 'ids.0: must be a number.'],
    [{ ids: [1.5] }, 'ids.0: must be a whole number.'],
    [{ kind: 'c' }, 'kind: must be one of a, b.'],
  ])('is said in plain words: %j', (wrong, message) => {
    expect(() => parse(schema, { ...right, ...wrong })).toThrow(message);
  });
});
