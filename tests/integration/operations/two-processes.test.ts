import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { signedIn } from '../../setup/client';
import { signedInOperator } from '../../setup/operator';
import { onEachDatabase, test } from '../../setup/test';

const DONE = '{"status":"success","output":"https://a.example/x.png"}';

const processes = test
  .extend(
    'env',
    { scope: 'file' },
    {
      CRON_SECRET: 'a-secret-for-the-cron-service',
      ADMIN_EMAILS: 'operator@example.com',
    },
  )
  /** One user for each process. */
  .extend('users', { scope: 'file' }, ({ instances: [first, second] }) =>
    Promise.all([signedIn(first.url), signedIn(second.url)]),
  );

describe.each(onEachDatabase(processes))('two processes on one $kind database', ({ it }) => {
  it('make one upstream request for 200 first requests of the same id', async ({
    upstream,
    users,
  }) => {
    const id = upstream.add({ kind: 'json', body: DONE });
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => users[i % 2 ? 1 : 0].fetch(`/v1/job/${id}`)),
    );
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe(DONE);
    }
    expect(upstream.requestsFor(id)).toHaveLength(1);
  });

  it('refresh a due job without a request for it', async ({ upstream, users }) => {
    const id = upstream.add({
      kind: 'sequence',
      of: [
        { kind: 'json', body: '{"status":"pending"}' },
        { kind: 'json', body: DONE },
      ],
    });
    await users[0].fetch(`/v1/job/${id}`);
    await expect.poll(() => upstream.requestsFor(id).length).toBe(2);
  });

  it('sweep for the cron service only', async ({ instances }) => {
    const ask = (authorization: string) =>
      fetch(`${instances[0].url}/api/cron/sweep`, { headers: { authorization } });
    expect((await ask('Bearer another-secret-of-that-length')).status).toBe(401);
    expect((await ask('')).status).toBe(401);
    expect((await ask('Bearer a-secret-for-the-cron-service')).status).toBe(200);
  });

  it('show the budget to the operator only', async ({ database, instances, users: _ }) => {
    const address = 'operator@example.com';
    const operator = await signedInOperator(database.db, instances[0].url, address);
    const page = await operator.fetch('/operator');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('calls in the last hour');
    const third = await signedIn(instances[1].url);
    expect((await third.fetch('/operator')).status).toBe(404);
  });

  it("limit a user's requests for unknown ids per minute", async ({ instances, upstream }) => {
    const guessing = await signedIn(instances[0].url);
    const guess = async () => (await guessing.fetch(`/v1/job/guess-${randomUUID()}`)).status;
    const before = upstream.requests.length;
    const answers: number[] = [];
    for (let i = 0; i < 25; i++) answers.push(await guess());
    expect(answers.slice(0, 20)).toEqual(Array(20).fill(404));
    expect(answers.slice(20)).toEqual(Array(5).fill(429));
    expect(upstream.requests.slice(before).filter((r) => r.url.includes('guess-'))).toHaveLength(
      20,
    );
  });
});
