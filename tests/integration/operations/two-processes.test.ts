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

  it('give made-up ids of a new user 8 places in a minute, together', async ({
    instances,
    upstream,
  }) => {
    const guessing = await Promise.all(instances.map(({ url }) => signedIn(url)));
    const before = upstream.requests.length;
    const answers: (number | undefined)[] = [];
    for (let i = 0; i < 12; i++) {
      answers.push((await guessing[i % 2]?.fetch(`/v1/job/guess-${randomUUID()}`))?.status);
    }
    expect(answers).toEqual([...Array(8).fill(404), ...Array(4).fill(503)]);
    expect(upstream.requests.slice(before).filter((r) => r.url.includes('guess-'))).toHaveLength(8);
  });
});
