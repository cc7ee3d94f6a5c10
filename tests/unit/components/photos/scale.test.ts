import { expect, it } from 'vitest';
import { fitted } from '@/components/photos/scale';

it.each([
  [4_000, 3_000, 4_000, 3_000],
  [8_000, 6_000, 4_096, 3_072],
  [6_000, 8_000, 3_072, 4_096],
  [100_000, 10, 4_096, 1],
  [1, 1, 1, 1],
])('a picture of %i x %i is sent with %i x %i', (width, height, fitWidth, fitHeight) => {
  expect(fitted({ width, height })).toEqual({ width: fitWidth, height: fitHeight });
});
