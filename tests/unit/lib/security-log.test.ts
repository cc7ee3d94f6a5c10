import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, isByAnybody, isFailure } from '@/lib/security-log/model';
import english from '@/messages/en/security-log.json';

describe('the events of the security log', () => {
  it('all have a name in the interface', () => {
    const named: Record<string, string> = english.events;
    expect(EVENT_NAMES.filter((event) => !named[event])).toEqual([]);
  });

  it('share a line only if a stranger can cause them', () => {
    expect(EVENT_NAMES.filter((event) => isFailure(event) && !isByAnybody(event))).toEqual([]);
    for (const event of [
      'signed_in',
      'token_created',
      'account_disabled',
      'operator_made',
    ] as const) {
      expect([event, isByAnybody(event)]).toEqual([event, false]);
    }
  });
});
