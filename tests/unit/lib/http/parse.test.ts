import { describe, expect, it } from 'vitest';
import { parse, readQuery } from '@/lib/http/parse';
import { historyQuery } from '@/lib/jobs';

const refused = { code: 'invalid_request', message: 'Unrecognized key: "__proto__".' };
const read = (query: string) =>
  readQuery(new Request(`https://bottega.example/api/jobs${query}`), historyQuery);

describe('what a strict schema is held against', () => {
  it('may have no field called __proto__ either', () => {
    expect(() => read('?__proto__=1')).toThrow(expect.objectContaining(refused));
    const body = JSON.parse('{"__proto__": {"archived": true}}');
    expect(() => parse(historyQuery, body)).toThrow(expect.objectContaining(refused));
  });

  it('has whole numbers as digits alone', () => {
    expect(read('').limit).toBe(24);
    expect(read('?limit=100').limit).toBe(100);
    for (const limit of ['0x10', '1e2', '1.0', '+1', '-1', '%201%20', '%0A1', '٣']) {
      expect(() => read(`?limit=${limit}`), limit).toThrow('limit: must be a whole number');
    }
  });
});
