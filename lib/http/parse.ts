import 'server-only';
import type { z } from 'zod';
import { AppError } from '@/lib/errors';

/**
 * Checks what was sent against a schema.
 * @throws AppError `invalid_request` with the first fault's own sentence
 */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  // The one name that zod's strict objects pass over.
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__')) {
    throw new AppError('invalid_request', 'Unrecognized key: "__proto__".');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  throw new AppError('invalid_request', `${where}${issue?.message ?? 'not understood'}.`);
}

/**
 * Checks a request's search parameters against a schema.
 * @throws AppError `invalid_request`, also for a parameter that is given twice
 */
export function readQuery<T extends z.ZodType>(request: Request, schema: T): z.output<T> {
  const { searchParams } = new URL(request.url);
  for (const name of new Set(searchParams.keys())) {
    if (searchParams.getAll(name).length > 1) {
      throw new AppError('invalid_request', `${name} is given more than once. Send it once.`);
    }
  }
  return parse(schema, Object.fromEntries(searchParams));
}
