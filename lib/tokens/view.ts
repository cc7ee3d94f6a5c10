import type { Scope } from './scopes';

/** A token as its owner sees it in the list. Times are ms UTC. */
export type TokenView = {
  id: string;
  name: string;
  /** How the token begins. */
  prefix: string;
  scopes: Scope[];
  createdAt: number;
  /** Null when it never expires. */
  expiresAt: number | null;
  /** To a quarter of an hour; null when it was never used. */
  lastUsedAt: number | null;
};
