import type { Context } from '@/lib/context';
import type { Db } from '@/lib/db';
import { createGepetto } from '@/lib/gepetto';

/** A context with which submissions without a photo are sent. `ahead`: how far its clock is ahead, ms. */
export function contextFor(db: Db, upstreamUrl: string, ahead = 0): Context {
  const target = async () => ({ baseUrl: upstreamUrl, apiKey: 'test-key-0123456789' });
  const limits = { sandbox: false, timeoutMs: 1_000, callsPerMinute: 100_000 };
  return {
    db,
    gepetto: createGepetto(target, limits),
    storage: () => Promise.reject(new Error('There is no storage here.')),
    now: () => Date.now() + ahead,
    defer: (work) => void work.catch(() => undefined),
  };
}
