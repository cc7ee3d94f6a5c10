import type { StartResult } from '@/lib/gepetto';
import type { SubmissionProblem, SubmissionState } from './model';

/** The columns of a submission that its life changes. Times are ms UTC. */
export type SubmissionFacts = {
  state: SubmissionState;
  problem: SubmissionProblem | null;
  /** Upstream's words. */
  reason: string | null;
  httpStatus: number | null;
  /** When it entered the queue, also again. */
  queuedAt: number;
  /** Not sent before. */
  nextAttemptAt: number;
  sentAt: number | null;
  /** How often it was sent. */
  attempts: number;
  settledAt: number | null;
  jobId: string | null;
};

export type SubmissionEvent =
  /** It is sent now: from here on a job may exist. */
  | { type: 'sent' }
  /** Upstream, or the lack of it, has answered. */
  | { type: 'answered'; result: StartResult }
  /** The process that was sending it is gone. */
  | { type: 'interrupted' }
  /** Its photo or mask was deleted before it was sent. */
  | { type: 'photo_gone' }
  /** Upstream has confirmed a job that it named to the webhook of this submission. */
  | { type: 'confirmed'; jobId: string }
  /** Its person takes it back, sends it again, or gives it up. */
  | { type: 'cancelled' }
  | { type: 'resent' }
  | { type: 'closed' };

/** How long a submission waits that got no connection to upstream, ms: nothing was sent. */
const UNCONNECTED_WAIT_MS = 10_000;

const NO_TROUBLE = { problem: null, reason: null, httpStatus: null };

type Trouble = Pick<SubmissionFacts, 'problem' | 'reason' | 'httpStatus'>;

function troubleOf(problem: SubmissionProblem, result: StartResult): Trouble {
  const httpStatus = 'httpStatus' in result ? (result.httpStatus ?? null) : null;
  const reason = 'words' in result ? (result.words ?? null) : null;
  return { problem, reason, httpStatus };
}

/** Back to its place in the queue: upstream has started nothing, and may start it later. */
function wait(facts: SubmissionFacts, trouble: Trouble, at: number): SubmissionFacts {
  return { ...facts, ...trouble, state: 'queued', nextAttemptAt: at };
}

const refuse = (facts: SubmissionFacts, trouble: Trouble, now: number): SubmissionFacts => ({
  ...facts,
  ...trouble,
  state: 'refused',
  settledAt: now,
});

/** A job may have been started. It is never sent again unless a person wants it. */
const doubt = (facts: SubmissionFacts, trouble: Trouble): SubmissionFacts => ({
  ...facts,
  ...trouble,
  state: 'uncertain',
});

const accept = (facts: SubmissionFacts, jobId: string, now: number): SubmissionFacts => ({
  ...facts,
  ...NO_TROUBLE,
  state: 'accepted',
  settledAt: now,
  jobId,
});

function answered(facts: SubmissionFacts, result: StartResult, now: number): SubmissionFacts {
  switch (result.kind) {
    case 'created':
      return accept(facts, result.id, now);
    case 'rejected':
    case 'forbidden':
      return refuse(facts, troubleOf('rejected', result), now);
    case 'key_rejected':
      return refuse(facts, troubleOf('key_rejected', result), now);
    case 'out_of_credit':
      // Due at once: the whole queue waits for credit, not this one.
      return wait(facts, troubleOf('out_of_credit', result), now);
    case 'rate_limited':
      return wait(facts, troubleOf('rate_limited', result), now + result.retryAfterMs);
    case 'unreachable':
      return result.sent
        ? doubt(facts, troubleOf('no_answer', result))
        : wait(facts, troubleOf('no_answer', result), now + UNCONNECTED_WAIT_MS);
    case 'timeout':
      return doubt(facts, troubleOf('no_answer', result));
    case 'upstream_error':
      return doubt(facts, troubleOf('server_error', result));
    case 'too_large':
    case 'invalid_response':
      return doubt(facts, troubleOf('unreadable', result));
  }
}

/** Whether upstream's word that there is a job changes it: it was sent, and has no job yet. */
const mayHaveJob = ({ state, attempts }: SubmissionFacts) => attempts > 0 && state !== 'accepted';

/**
 * The life of a submission: what an event at `now` makes of it. An event that does not concern its state leaves it
 * as it is, and returns the same object. What upstream says about a job counts whenever it comes; nothing but a
 * person leads from `uncertain` back to the queue.
 */
export function applyEvent(
  facts: SubmissionFacts,
  event: SubmissionEvent,
  now: number,
): SubmissionFacts {
  const { state } = facts;
  switch (event.type) {
    case 'sent':
      if (state !== 'queued') return facts;
      return {
        ...facts,
        ...NO_TROUBLE,
        state: 'sending',
        sentAt: now,
        attempts: facts.attempts + 1,
      };
    case 'answered':
      if (event.result.kind === 'created') {
        return mayHaveJob(facts) ? accept(facts, event.result.id, now) : facts;
      }
      // An answer that came after its time is still an answer.
      return state === 'sending' || state === 'uncertain'
        ? answered(facts, event.result, now)
        : facts;
    case 'interrupted':
      return state === 'sending'
        ? { ...facts, ...NO_TROUBLE, state: 'uncertain', problem: 'interrupted' }
        : facts;
    case 'photo_gone':
      return state === 'queued'
        ? refuse(facts, { ...NO_TROUBLE, problem: 'photo_gone' }, now)
        : facts;
    case 'confirmed':
      return mayHaveJob(facts) ? accept(facts, event.jobId, now) : facts;
    case 'cancelled':
      return state === 'queued' ? { ...facts, state: 'cancelled', settledAt: now } : facts;
    case 'resent':
      if (state !== 'uncertain' && state !== 'refused') return facts;
      return {
        ...facts,
        ...NO_TROUBLE,
        state: 'queued',
        queuedAt: now,
        nextAttemptAt: now,
        settledAt: null,
      };
    case 'closed':
      return state === 'uncertain' ? { ...facts, state: 'closed', settledAt: now } : facts;
  }
}
