import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { routePattern } from '@/lib/http/request-log';
import { inRequest, requestFacts, requestIdFrom, timed, timedSync } from '@/lib/request';

const idFor = (given?: string) =>
  requestIdFrom(new Headers(given === undefined ? {} : { 'x-request-id': given }));

describe('requestIdFrom', () => {
  it.each(['12345678', 'a-b_C-0123456789', 'x'.repeat(64)])('keeps the client’s id %s', (given) => {
    expect(idFor(given)).toBe(given);
  });

  it.each([
    undefined,
    '',
    '1234567',
    'x'.repeat(65),
    'with space',
    'a"b"c"d"e',
    '../../etc',
    'é'.repeat(8),
  ])('creates an id in place of %j', (given) => {
    const made = idFor(given);
    expect(made).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
    expect(made).not.toBe(given);
    expect(idFor(given)).not.toBe(made);
  });
});

describe('timed', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('adds the time to the stage of its own request', async () => {
    const spent = await inRequest('request-1', async () => {
      await timed('upstream', async () => vi.advanceTimersByTime(20));
      timedSync('db', () => vi.advanceTimersByTime(1));
      return requestFacts()?.spent;
    });
    expect(spent).toMatchObject({ upstream: 20, db: 1 });
    expect(await inRequest('request-2', async () => requestFacts()?.spent.upstream)).toBe(0);
    expect(requestFacts()).toBeUndefined();
  });

  it('counts failed work too', async () => {
    const spent = await inRequest('request-3', async () => {
      const fail = async () => {
        vi.advanceTimersByTime(20);
        throw new Error('no');
      };
      await timed('upstream', fail).catch(() => undefined);
      return requestFacts()?.spent.upstream;
    });
    expect(spent).toBe(20);
  });
});

describe('the route of a path', () => {
  it.each([
    ['/api/jobs', {}, '/api/jobs'],
    ['/v1/job/abc', { id: 'abc' }, '/v1/job/[id]'],
    ['/v1/job/job', { id: 'job' }, '/v1/job/[id]'],
    ['/v1/job/a%2Fb', { id: 'a/b' }, '/v1/job/[id]'],
    ['/v1/job/%ff', { id: '%ff' }, '/v1/job/[id]'],
    ['/api/jobs/x/shares/y', { id: 'x', shareId: 'y' }, '/api/jobs/[id]/shares/[shareId]'],
    ['/api/auth/callback/github', { nextauth: ['callback', 'github'] }, '/api/auth/[...nextauth]'],
  ])('%s', (path, params, route) => {
    expect(routePattern(path, params)).toBe(route);
  });
});
