import fc from 'fast-check';
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state';
import { describe, expect, it } from 'vitest';
import { removeRouterHeaders } from '../../../../scripts/server/router-headers.mjs';

const STATE = 'next-router-state-tree';

function passedOn(state: string, url = '/jobs'): string | undefined {
  const headers: Record<string, string> = { rsc: '1', 'next-url': '/', [STATE]: state };
  removeRouterHeaders({ url, headers } as never);
  return headers[STATE];
}

function nextReads(state: string): boolean {
  try {
    parseAndValidateFlightRouterState(state);
    return true;
  } catch {
    return false;
  }
}

/** What Next's client sends from /jobs/x. */
const REAL = [
  '',
  {
    children: [
      'jobs',
      {
        children: [
          ['id', 'x', 'd', null],
          { children: ['__PAGE__', {}, null, 'refetch'] },
          null,
          null,
          16,
        ],
      },
    ],
  },
  null,
  null,
  1,
  'x',
];

describe('the state of the client router', () => {
  const readable = [
    REAL,
    ['', {}],
    ['', {}, ['a', 'b'], 'metadata-only'],
    [['a', 'b', 'ci(..)(..)', ['c']], {}],
  ].map((state) => JSON.stringify(state));

  it.each(readable)('is passed on if Next can read it: %s', (state) => {
    for (const text of [state, encodeURIComponent(state)]) {
      expect([nextReads(text), passedOn(text)]).toEqual([true, text]);
    }
  });

  it.each(['', 'x', '%', '{}', '[]', '[1]', '[1,{}]', '["",null]', '["",{"a":1}]'])(
    'is removed if Next cannot: %s',
    (text) => expect([nextReads(text), passedOn(text)]).toEqual([false, undefined]),
  );

  it('is never passed on if Next cannot read it', () => {
    const value = fc.oneof(
      fc.constantFrom(null, 1, '', 'a', 'refetch', 'd', 'c', [], {}, ['a', 'b']),
      fc.tuple(fc.string(), fc.string(), fc.constantFrom('d', 'x'), fc.constant(null)),
      fc.constant(['', {}]),
    );
    const state = fc.array(fc.oneof(value, fc.dictionary(fc.string(), value)), { maxLength: 7 });
    fc.assert(
      fc.property(state, (given) => {
        const text = encodeURIComponent(JSON.stringify(given));
        if (passedOn(text) !== undefined) expect(nextReads(text)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});

it('an API route gets no header of the router', () => {
  expect(passedOn(JSON.stringify(REAL), '/api/jobs')).toBeUndefined();
  expect(passedOn(JSON.stringify(REAL), '/apiary')).toBeDefined();
});
