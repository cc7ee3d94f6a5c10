import { expect, it } from 'vitest';
import { hasTooManyParameters, MAX_PARAMETERS } from '@/lib/http/parameter-limit';
import { MAX_PARAMETERS as ON_ONE_BOX } from '../../../../scripts/server/rejections.mjs';

const withParameters = (count: number) => `https://a.example/x?${'a&'.repeat(count - 1)}a`;

it('is the same in the app and in the server in front of it', () => {
  expect(MAX_PARAMETERS).toBe(ON_ONE_BOX);
});

it('counts parameters in the query only', () => {
  expect(hasTooManyParameters(withParameters(100))).toBe(false);
  expect(hasTooManyParameters(withParameters(101))).toBe(true);
  expect(hasTooManyParameters(`https://a.example/x?${'&'.repeat(100)}`)).toBe(true);
  expect(hasTooManyParameters('https://a.example/x')).toBe(false);
  expect(hasTooManyParameters(`https://a.example/${'&'.repeat(200)}`)).toBe(false);
});
