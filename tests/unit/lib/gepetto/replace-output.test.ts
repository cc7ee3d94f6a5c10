import { describe, expect, it } from 'vitest';
import { replaceOutput } from '@/lib/gepetto';

const OWN = 'https://bottega.example/s/x/picture?of=output';
const THEIRS = 'https://pictures.example/a.png';
const PNG = `iVBORw0KGgo${'A'.repeat(80)}`;

describe('the address of a result', () => {
  it.for([
    [{ output: THEIRS }, { output: OWN }],
    [{ output: [THEIRS] }, { output: [OWN] }],
    [{ output: { url: THEIRS } }, { output: { url: OWN } }],
    [{ output: [{ url: THEIRS, seed: 1 }] }, { output: [{ url: OWN, seed: 1 }] }],
    [{ output: { image: { url: THEIRS } } }, { output: { image: { url: OWN } } }],
    [{ result: { url: THEIRS } }, { result: { url: OWN } }],
    [{ data: { output: THEIRS } }, { data: { output: OWN } }],
    [{ output: `data:image/png;base64,${PNG}` }, { output: OWN }],
    [{ output: PNG }, { output: OWN }],
    [{ output: `  <${THEIRS}> ` }, { output: OWN }],
    [{ output: '/a.png' }, { output: OWN }],
    [{ output: null }, { output: OWN }],
    [
      { output: [THEIRS, 'https://pictures.example/b.png'] },
      { output: [OWN, 'https://pictures.example/b.png'] },
    ],
  ])('in %j becomes ours, and nothing else changes', ([given, expected]) => {
    const rest = { status: 'success', input: 'https://pictures.example/in.png', n: null };
    const body = replaceOutput(JSON.stringify({ ...rest, ...given }), OWN);
    expect(JSON.parse(body ?? '')).toEqual({ ...rest, ...expected });
  });

  it('leaves numbers as they are written', () => {
    const body = `{"status":"success","output":"${THEIRS}","big":12345678901234567890,"f":1.50,"e":1e2}`;
    expect(replaceOutput(body, OWN)).toBe(body.replace(THEIRS, OWN));
  });

  it.for(['[]', '"x"', '{', '', 'null'])('is not looked for in %j', (body) => {
    expect(replaceOutput(body, OWN)).toBeNull();
  });
});
