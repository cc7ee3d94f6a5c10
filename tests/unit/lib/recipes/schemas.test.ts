import { describe, expect, it } from 'vitest';
import { newRecipe } from '@/lib/recipes/schemas';

const STEPS = [
  { mode: 'furnish', parameters: { roomId: 'living_room', styleId: 'modern' } },
  { mode: 'upscale', parameters: {} },
];

describe('the steps of a new recipe', () => {
  const messageFor = (steps: unknown) =>
    newRecipe.safeParse({ name: 'A', steps }).error?.issues.map(({ path }) => path.join('.')) ?? [];

  it.for([
    [[], 'steps'],
    [Array.from({ length: 9 }, () => ({ mode: 'upscale' })), 'steps'],
    [[{ mode: 'sing' }], 'steps.0.mode'],
    [
      [
        { mode: 'upscale' },
        { mode: 'redesign', parameters: { styleId: 'a', roomId: 'b', creativity: 31 } },
      ],
      'steps.1.parameters.creativity',
    ],
    [
      [{ mode: 'smart-staging', parameters: { styleId: 'a', roomId: 'kitchen' } }],
      'steps.0.parameters.roomId',
    ],
    [
      [{ mode: 'upscale', parameters: { webhook: 'https://x.example' } }],
      'steps.0.parameters.webhook',
    ],
  ] as const)('%j are wrong at %s', ([steps, path]) => {
    expect(messageFor(steps)).toContain(path);
  });

  it('can be any that the table of modes knows', () => {
    expect(messageFor(STEPS)).toEqual([]);
  });
});
