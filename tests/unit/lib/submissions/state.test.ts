import { describe, expect, it } from 'vitest';
import type { StartResult } from '@/lib/gepetto';
import { SUBMISSION_STATES, type SubmissionState } from '@/lib/submissions/model';
import { applyEvent, type SubmissionEvent, type SubmissionFacts } from '@/lib/submissions/state';

const NOW = 1_000_000;

function factsIn(state: SubmissionState, attempts: number): SubmissionFacts {
  const ended = ['accepted', 'refused', 'cancelled', 'closed'].includes(state);
  return {
    state,
    problem: state === 'uncertain' ? 'no_answer' : null,
    reason: null,
    httpStatus: null,
    queuedAt: 1,
    nextAttemptAt: 1,
    sentAt: attempts > 0 ? 2 : null,
    attempts,
    settledAt: ended ? 3 : null,
    jobId: state === 'accepted' ? 'job-1' : null,
  };
}

const job = { status: 'pending', mode: undefined, output: undefined, createdAt: undefined };
const answer = (status: number) => ({ httpStatus: status, body: '', words: 'no' });
const RESULTS: Record<string, StartResult> = {
  created: { kind: 'created', id: 'job-2', job, body: '{}', httpStatus: 200 },
  rejected: { kind: 'rejected', ...answer(400) },
  forbidden: { kind: 'forbidden', ...answer(403) },
  key_rejected: { kind: 'key_rejected', ...answer(401) },
  out_of_credit: { kind: 'out_of_credit', ...answer(402) },
  rate_limited: { kind: 'rate_limited', retryAfterMs: 7_000, ...answer(429) },
  unsent: { kind: 'unreachable', sent: false },
  unreachable: { kind: 'unreachable', sent: true },
  timeout: { kind: 'timeout' },
  upstream_error: { kind: 'upstream_error', ...answer(500) },
  too_large: { kind: 'too_large' },
  invalid_response: { kind: 'invalid_response', httpStatus: 200 },
};
/** What each answer makes of a submission that is being sent. */
const AFTER: Record<string, [SubmissionState, SubmissionFacts['problem']]> = {
  created: ['accepted', null],
  rejected: ['refused', 'rejected'],
  forbidden: ['refused', 'rejected'],
  key_rejected: ['refused', 'key_rejected'],
  out_of_credit: ['queued', 'out_of_credit'],
  rate_limited: ['queued', 'rate_limited'],
  unsent: ['queued', 'no_answer'],
  unreachable: ['uncertain', 'no_answer'],
  timeout: ['uncertain', 'no_answer'],
  upstream_error: ['uncertain', 'server_error'],
  too_large: ['uncertain', 'unreadable'],
  invalid_response: ['uncertain', 'unreadable'],
};

const EVENTS: [string, SubmissionEvent][] = [
  ['sent', { type: 'sent' }],
  ['interrupted', { type: 'interrupted' }],
  ['photo_gone', { type: 'photo_gone' }],
  ['confirmed', { type: 'confirmed', jobId: 'job-2' }],
  ['cancelled', { type: 'cancelled' }],
  ['resent', { type: 'resent' }],
  ['closed', { type: 'closed' }],
  ...Object.entries(RESULTS).map(([name, result]): [string, SubmissionEvent] => [
    `answered ${name}`,
    { type: 'answered', result },
  ]),
];

const CASES = SUBMISSION_STATES.flatMap((state) =>
  [0, 1, 2].flatMap((attempts) =>
    EVENTS.map(([name, event]) => ({ state, attempts, name, event })),
  ),
);

/** The state that an event leads to, written as a table; null if it changes nothing. */
function expected(state: SubmissionState, attempts: number, name: string): SubmissionState | null {
  const [type, result = ''] = name.split(' ');
  if (name === 'answered created' || type === 'confirmed') {
    return attempts > 0 && state !== 'accepted' ? 'accepted' : null;
  }
  if (type === 'answered') {
    return state === 'sending' || state === 'uncertain' ? (AFTER[result]?.[0] ?? null) : null;
  }
  const table: Record<string, Partial<Record<SubmissionState, SubmissionState>>> = {
    sent: { queued: 'sending' },
    interrupted: { sending: 'uncertain' },
    photo_gone: { queued: 'refused' },
    cancelled: { queued: 'cancelled' },
    resent: { uncertain: 'queued', refused: 'queued' },
    closed: { uncertain: 'closed' },
  };
  return table[String(type)]?.[state] ?? null;
}

describe('the life of a submission', () => {
  it.each(CASES)('$state, sent $attempts times: $name', ({ state, attempts, name, event }) => {
    const before = factsIn(state, attempts);
    const after = applyEvent(before, event, NOW);
    const next = expected(state, attempts, name);
    if (next === null) {
      expect(after).toBe(before);
      return;
    }
    expect(after.state).toBe(next);
    const isEnd = ['accepted', 'refused', 'cancelled', 'closed'].includes(next);
    expect(after.settledAt).toBe(isEnd ? NOW : null);
    expect(after.jobId).toBe(next === 'accepted' ? 'job-2' : null);
  });

  it.each(Object.keys(AFTER))('names what went wrong after %s', (name) => {
    const result = RESULTS[name];
    if (!result) throw new Error('no result');
    const after = applyEvent(factsIn('sending', 1), { type: 'answered', result }, NOW);
    expect([after.state, after.problem]).toEqual(AFTER[name]);
    const words = 'words' in result ? 'no' : null;
    expect(after.reason).toBe(after.problem === null ? null : words);
  });

  it('waits as long as upstream asks after 429, and keeps its place', () => {
    const result = RESULTS.rate_limited as StartResult;
    const after = applyEvent(factsIn('sending', 1), { type: 'answered', result }, NOW);
    expect(after).toMatchObject({ nextAttemptAt: NOW + 7_000, queuedAt: 1 });
  });

  it('is sent twice only after a person wanted it', () => {
    const walk = (facts: SubmissionFacts, depth: number, wanted: number): void => {
      if (depth === 0) return;
      for (const [name, event] of EVENTS) {
        const next = applyEvent(facts, event, NOW);
        if (next === facts) continue;
        const wants = wanted + (name === 'resent' ? 1 : 0);
        // Upstream has said that it started nothing: these may be sent again.
        const nothing = ['out_of_credit', 'rate_limited', 'unsent'].some((kind) =>
          name.endsWith(` ${kind}`),
        );
        const free = nothing ? wants + 1 : wants;
        expect(next.attempts).toBeLessThanOrEqual(free + 1);
        walk(next, depth - 1, free);
      }
    };
    walk(factsIn('queued', 0), 5, 0);
  });
});
