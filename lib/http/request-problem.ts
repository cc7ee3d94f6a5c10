import type { z } from 'zod';

const TYPES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

type Issue = Parameters<z.core.$ZodErrorMap>[0];
type Limit = { origin: string; count: unknown; isMost: boolean };

function limitOf({ origin, count, isMost }: Limit): string {
  if (origin === 'string' || origin === 'array') {
    const things = origin === 'string' ? 'characters' : 'items';
    if (!isMost && count === 1) return 'must not be empty';
    return `must have ${count} ${things} or ${isMost ? 'fewer' : 'more'}`;
  }
  return `must be ${count} or ${isMost ? 'less' : 'more'}`;
}

function typeOf({ expected, input }: Extract<Issue, { code: 'invalid_type' }>): string {
  if (input === undefined) return 'is required';
  return `must be ${TYPES[expected] ?? expected}`;
}

/** What is wrong with a value, after the name of its field, where its schema does not say it. */
export const requestProblem: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'too_big':
      return limitOf({ origin: issue.origin, count: issue.maximum, isMost: true });
    case 'too_small':
      return limitOf({ origin: issue.origin, count: issue.minimum, isMost: false });
    case 'invalid_type':
      return typeOf(issue as Extract<Issue, { code: 'invalid_type' }>);
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.join(', ')}`;
    case 'invalid_union':
      return Array.isArray(issue.options)
        ? `must be one of ${issue.options.join(', ')}`
        : undefined;
    default:
      return undefined;
  }
};
