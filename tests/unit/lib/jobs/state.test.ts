import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UpstreamJob } from '@/lib/gepetto';
import { isSettled } from '@/lib/jobs/model';
import {
  applyUpstream,
  type JobFacts,
  lacksOutput,
  leaveOutUnseen,
  newJob,
  resume,
  STALLED_AFTER_MS,
  stallIfOverdue,
} from '@/lib/jobs/state';

const T0 = Date.UTC(2026, 0, 1);

const response = (status: string, more: Partial<UpstreamJob> = {}): UpstreamJob => ({
  status,
  mode: undefined,
  output: undefined,
  createdAt: undefined,
  ...more,
});

describe('applyUpstream', () => {
  it.each([
    ['pending', undefined, 'pending'],
    ['success', 'https://a.example/x.png', 'succeeded'],
    ['SUCCESS', 'https://a.example/x.png', 'succeeded'],
    ['success', undefined, 'succeeded'],
    ['Completed', 'https://a.example/x.png', 'succeeded'],
    ['processing', 'https://a.example/x.png', 'pending'],
    ['marinated', 'https://a.example/x.png', 'succeeded'],
    ['marinating', undefined, 'pending'],
    ['Timed Out', undefined, 'failed'],
    ['nsfw', 'https://a.example/x.png', 'failed'],
    ['constructor', undefined, 'pending'],
    ['error', undefined, 'failed'],
    ['failed', 'https://a.example/x.png', 'failed'],
    ['Canceled', undefined, 'failed'],
    ['cancelled', undefined, 'failed'],
    ['failure', undefined, 'failed'],
    ['timeout', undefined, 'failed'],
  ])('reads %s with output %s as %s', (status, output, state) => {
    const facts = applyUpstream(newJob(T0), response(status, { output }), T0 + 5);
    expect(facts.state).toBe(state);
    expect(facts.status).toBe(status);
    expect(facts.settledAt).toBe(state === 'pending' ? null : T0 + 5);
  });

  it('waits for a second look at a success without a result that was pending before', () => {
    const pending = applyUpstream(newJob(T0), response('pending'), T0);
    const first = applyUpstream(pending, response('success'), T0 + 1);
    expect(first.state).toBe('pending');
    expect(applyUpstream(first, response('success'), T0 + 2)).toMatchObject({
      state: 'succeeded',
      output: null,
    });
  });

  it('adds the result to a success that had none, and changes nothing else of it', () => {
    const before = applyUpstream(newJob(T0), response('success'), T0);
    const output = 'https://a.example/x.png';
    const found = applyUpstream(before, response('done', { output, mode: 'y' }), T0 + 9);
    expect(found).toEqual({ ...before, output });
    expect(applyUpstream(found, response('success', { output: `${output}2` }), T0 + 10)).toBe(
      found,
    );
    expect(applyUpstream(before, response('failed', { output }), T0 + 9)).toBe(before);
  });

  it('keeps a picture in the response out of the facts', () => {
    const output = 'data:image/png;base64,iVBORw0KGgo';
    expect(applyUpstream(newJob(T0), response('success', { output }), T0).output).toBe('data:');
  });

  it('knows whether it saw the job pending, and whose time createdAt is', () => {
    const settled = applyUpstream(newJob(T0), response('failed'), T0 + 5);
    expect(settled).toMatchObject({ pendingAt: null, createdKnown: false });
    const pending = applyUpstream(newJob(T0), response('pending', { createdAt: T0 - 9 }), T0 + 5);
    expect(pending).toMatchObject({ pendingAt: T0 + 5, createdKnown: true });
    const later = applyUpstream(pending, response('failed'), T0 + 8);
    expect(later).toMatchObject({ pendingAt: T0 + 5, settledAt: T0 + 8, createdKnown: true });
  });

  it("takes upstream's createdAt as the start of the wait, but never one in the future", () => {
    const early = applyUpstream(newJob(T0), response('pending', { createdAt: T0 - 60_000 }), T0);
    expect(early.waitingSince).toBe(T0 - 60_000);
    expect(
      applyUpstream(newJob(T0), response('pending', { createdAt: T0 + 9e9 }), T0).createdAt,
    ).toBe(T0);
  });

  it('keeps what a later response omits', () => {
    const first = applyUpstream(
      newJob(T0),
      response('pending', { mode: 'furnish', createdAt: T0 - 1 }),
      T0,
    );
    expect(applyUpstream(first, response('pending'), T0 + 1)).toMatchObject({
      mode: 'furnish',
      createdAt: T0 - 1,
    });
  });
});

describe('stallIfOverdue', () => {
  it('stalls a job that has been pending for 24 hours, to the millisecond', () => {
    const facts = newJob(T0);
    expect(stallIfOverdue(facts, T0 + STALLED_AFTER_MS - 1).state).toBe('pending');
    expect(stallIfOverdue(facts, T0 + STALLED_AFTER_MS).state).toBe('stalled');
  });

  it('waits another 24 hours after "check now"', () => {
    const later = T0 + 2 * STALLED_AFTER_MS;
    const resumed = resume(stallIfOverdue(newJob(T0), later), later);
    expect(resumed.state).toBe('pending');
    expect(applyUpstream(resumed, response('pending', { createdAt: T0 }), later + 1).state).toBe(
      'pending',
    );
    expect(stallIfOverdue(resumed, later + STALLED_AFTER_MS).state).toBe('stalled');
  });
});

describe('a job that is checked', () => {
  const HOUR = 3_600_000;
  const pending = response('pending', { createdAt: T0 });
  /** The job after checks at these times. */
  const checkedAt = (times: number[]) => {
    let facts = newJob(T0);
    let last = T0;
    for (const now of times) {
      facts = applyUpstream(leaveOutUnseen(facts, last, now), pending, now);
      last = Math.max(now, facts.waitingSince);
    }
    return facts;
  };
  const everyHour = (from: number, hours: number) =>
    Array.from({ length: hours }, (_, i) => T0 + (from + i + 1) * HOUR);

  it('stalls after checks spread over 24 hours, and no earlier', () => {
    expect(checkedAt(everyHour(0, 23)).state).toBe('pending');
    expect(checkedAt(everyHour(0, 24)).state).toBe('stalled');
  });

  it.each([24, 24 * 30])('does not stall while the clock is %i hours ahead', (hours) => {
    const jump = [0, 5, 10, 15, 20].map((second) => T0 + hours * HOUR + second * 1_000);
    expect(checkedAt([T0 + 60_000, ...jump]).state).toBe('pending');
    // Back again: the 24 hours go on from where they were, give or take the hour of the jump.
    const back = [T0 + 60_000, ...jump, T0 + 90_000];
    expect(checkedAt([...back, ...everyHour(0, 20)]).state).toBe('pending');
    expect(checkedAt([...back, ...everyHour(0, 26)]).state).toBe('stalled');
  });

  it('does not stall on its first check, however old it is', () => {
    const old = applyUpstream(newJob(T0), response('pending', { createdAt: T0 - 90 * HOUR }), T0);
    expect(old).toMatchObject({ state: 'pending', createdAt: T0 - 90 * HOUR });
  });

  it('does not stall because nobody looked for a week', () => {
    expect(checkedAt([T0 + 1_000, T0 + 7 * 24 * HOUR]).state).toBe('pending');
  });
});

const status = fc.oneof(
  fc.constantFrom('pending', 'success', 'error', 'failed', 'queued', '', '__proto__'),
  fc.string(),
);
const responses = fc.record<UpstreamJob>({
  status,
  mode: fc.option(fc.string(), { nil: undefined }),
  output: fc.option(fc.webUrl(), { nil: undefined }),
  createdAt: fc.option(fc.integer({ min: T0 - 9e9, max: T0 + 9e9 }), { nil: undefined }),
});
type Event = { response: UpstreamJob } | 'tick' | 'check now';
const events = fc.array(
  fc.tuple(
    fc.oneof(
      responses.map((a): Event => ({ response: a })),
      fc.constantFrom<Event>('tick', 'check now'),
    ),
    fc.integer({ min: 0, max: STALLED_AFTER_MS * 2 }),
  ),
  { maxLength: 30 },
);

function play(facts: JobFacts, event: Event, now: number): JobFacts {
  if (event === 'tick') return stallIfOverdue(facts, now);
  if (event === 'check now') return resume(facts, now);
  return applyUpstream(facts, event.response, now);
}

/** Plays any sequence of events from a new job; `check` gets the job before and after each event, and the time. */
function duringAnyPlay(check: (before: JobFacts, after: JobFacts, now: number) => void): void {
  fc.assert(
    fc.property(events, (list) => {
      let now = T0;
      let facts = newJob(T0);
      for (const [event, wait] of list) {
        now += wait;
        const next = play(facts, event, now);
        check(facts, next, now);
        facts = next;
      }
    }),
  );
}

describe('any sequence of events', () => {
  it('never changes a settled job', () => {
    duringAnyPlay((before, after) => {
      if (!isSettled(before.state)) return;
      if (!lacksOutput(before)) expect(after).toBe(before);
      // A missing result may be found later.
      expect({ ...after, output: before.output }).toEqual(before);
    });
  });

  it('sets settledAt exactly when the job settles', () => {
    duringAnyPlay((_before, { state, settledAt, createdAt }, now) => {
      expect(settledAt !== null).toBe(isSettled(state));
      expect(createdAt).toBeLessThanOrEqual(now);
    });
  });
});
