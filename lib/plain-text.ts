import { z } from 'zod';

/**
 * Text without control characters and direction overrides. Control characters (Cc) break lines, terminals and SQLite's LIKE, which
 * stops at a NUL; direction overrides make one name look like another.
 */
export const plainText = z
  .string()
  .regex(/^[^\p{Cc}\u202A-\u202E\u2066-\u2069]*$/u, 'must not contain control characters');
