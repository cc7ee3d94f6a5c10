import { customType, integer } from 'drizzle-orm/sqlite-core';
import { errorKindOf, UPSTREAM_ERROR_WORDS, type UpstreamErrorKind } from '@/lib/gepetto/model';

/** A time: integer milliseconds UTC. */
export const ms = (name: string) => integer(name);

/** Why the last upstream call for a row failed, stored as the word of `UPSTREAM_ERROR_WORDS`. */
export const upstreamError = customType<{ data: UpstreamErrorKind; driverData: string }>({
  dataType: () => 'text',
  toDriver: (kind) => UPSTREAM_ERROR_WORDS[kind],
  fromDriver: errorKindOf,
});

type CallOutcome = 'job' | 'catalogue' | UpstreamErrorKind;

/** What an upstream call resulted in, stored in the same words. */
export const callOutcome = customType<{ data: CallOutcome; driverData: string }>({
  dataType: () => 'text',
  toDriver: (kind) => (kind === 'job' || kind === 'catalogue' ? kind : UPSTREAM_ERROR_WORDS[kind]),
  fromDriver: (word) => (word === 'job' || word === 'catalogue' ? word : errorKindOf(word)),
});

type CallPriority = 'interactive' | 'submission' | 'background';

function priorityOf(word: string): CallPriority {
  if (word === 'person') return 'interactive';
  return word === 'submission' ? word : 'background';
}

/** Who waits for an upstream call; `interactive` is stored as `person`, the word of the first release. */
export const callPriority = customType<{ data: CallPriority; driverData: string }>({
  dataType: () => 'text',
  toDriver: (priority) => (priority === 'interactive' ? 'person' : priority),
  fromDriver: priorityOf,
});
