import { z } from 'zod';

/**
 * A text that shows all that is in it. Control characters (Cc) cut lines, terminals and SQLite's LIKE, which
 * ends at a NUL; the overrides of writing direction make a name read as another one.
 */
export const plainText = z
  .string('must be a text')
  .regex(
    /^[^\p{Cc}\u202A-\u202E\u2066-\u2069]*$/u,
    'has control characters, which nobody can see: leave them out',
  );
