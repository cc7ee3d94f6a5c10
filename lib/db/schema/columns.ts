import { integer } from 'drizzle-orm/sqlite-core';

/** A time: integer milliseconds UTC. */
export const ms = (name: string) => integer(name);

/** Why the last upstream call for a row failed. */
export const TROUBLE = [
  'unknown',
  'key_rejected',
  'limited',
  'timeout',
  'unreachable',
  'nonsense',
  'refused',
] as const;
