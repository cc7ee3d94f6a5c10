import { eq } from 'drizzle-orm';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { accounts, passwords, securityEvents, sessions, users } from '@/lib/db';
import { testClean as test } from '../../setup/clean-test';
import { addJobs } from '../../setup/many-jobs';
import { onEachDatabase } from '../../setup/test';

vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests'.replaceAll(' ', '-').padEnd(40, 'x'));

/** `lib/people` as in a process whose ADMIN_EMAILS is this list. */
async function people(adminEmails = '') {
  vi.resetModules();
  vi.stubEnv('ADMIN_EMAILS', adminEmails);
  onTestFinished(() => void vi.stubEnv('ADMIN_EMAILS', undefined));
  return import('@/lib/people');
}

const withTeam = test.extend('team', async ({ db }) => {
  await db.insert(users).values([
    { id: 'ops', email: 'ops@example.com', name: 'Olga', role: 'operator', createdAt: 1 },
    { id: 'ada', email: 'ada@example.com', name: 'Ada 100%', role: 'user', createdAt: 2 },
    { id: 'bob', email: 'bob_x@example.com', role: 'operator', createdAt: 2 },
  ]);
  await db.insert(passwords).values({ userId: 'ada', hash: 'x', updatedAt: 1 });
  await db
    .insert(accounts)
    .values({ userId: 'ada', type: 'oauth', provider: 'github', providerAccountId: '7' });
  return { ops: 'ops', ada: 'ada', bob: 'bob' };
});

const session = (id: string, userId: string, lastSeenAt: number) => ({
  id,
  userId,
  createdAt: 1,
  expiresAt: Number.MAX_SAFE_INTEGER,
  lastSeenAt,
});

describe.each(onEachDatabase(withTeam))('people on $kind', ({ it }) => {
  it('are listed with their role, state, ways in, jobs and last use', async ({
    db,
    ctx,
    team: _,
  }) => {
    const { listPeople } = await people();
    await addJobs(db, 'ada', [
      { id: 'j1', at: 1 },
      { id: 'j2', at: 2 },
    ]);
    await db.insert(sessions).values([session('a', 'ada', 500), session('b', 'ada', 700)]);
    await db.insert(securityEvents).values([
      { at: 600, event: 'signed_in', aboutUser: 'bob' },
      { at: 900, event: 'signed_out', aboutUser: 'bob' },
    ]);
    const { people: all, cursor } = await listPeople(ctx, { show: 'all' });
    expect(cursor).toBeNull();
    expect(all.map(({ id }) => id)).toEqual(['bob', 'ada', 'ops']);
    expect(all[1]).toEqual({
      id: 'ada',
      name: 'Ada 100%',
      email: 'ada@example.com',
      emailProved: false,
      operator: false,
      listedOperator: false,
      state: 'active',
      createdAt: 2,
      lastSeenAt: 700,
      jobs: 2,
      jobsPerMonth: null,
      signIn: { password: true, providers: ['github'], passkeys: 0, authenticator: false },
    });
    expect(all[0]).toMatchObject({ operator: true, lastSeenAt: 600, jobs: 0 });
    expect(all[2]?.lastSeenAt).toBeNull();
  });

  it('are found by a part of the name or address, where % and _ are letters', async ({
    ctx,
    team: _,
  }) => {
    const { listPeople } = await people();
    const find = async (q: string) =>
      (await listPeople(ctx, { q, show: 'all' })).people.map(({ id }) => id);
    expect(await find('OLGA')).toEqual(['ops']);
    expect(await find(' 100% ')).toEqual(['ada']);
    expect(await find('%')).toEqual(['ada']);
    expect(await find('b_x')).toEqual(['bob']);
    expect(await find('a_a')).toEqual([]);
    expect(await find("' OR 1=1 --")).toEqual([]);
    const { people: operators } = await listPeople(ctx, { show: 'operators' });
    expect(operators.map(({ id }) => id)).toEqual(['bob', 'ops']);
  });

  it('come in pages, each person once, also when many signed up at the same time', async ({
    db,
    ctx,
  }) => {
    const { listPeople } = await people();
    const many = Array.from({ length: 120 }, (_, n) => ({
      id: `u${n}`,
      email: `u${n}@example.com`,
      createdAt: 5 + (n % 2),
    }));
    await db.insert(users).values(many);
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listPeople(ctx, { show: 'all', cursor });
      ids.push(...page.people.map(({ id }) => id));
      cursor = page.cursor ?? undefined;
    } while (cursor);
    expect([ids.length, new Set(ids).size]).toEqual([120, 120]);
  });

  it('who are disabled lose their sessions at once, and do not get them back', async ({
    db,
    ctx,
    team: _,
  }) => {
    const { updatePerson, listPeople } = await people();
    await db.insert(sessions).values([session('a', 'ada', 1), session('b', 'bob', 1)]);
    const person = await updatePerson(ctx, 'ops', 'ada', { disabled: true });
    expect(person.state).toBe('disabled');
    expect((await db.select().from(sessions)).map(({ id }) => id)).toEqual(['b']);
    const { people: disabled } = await listPeople(ctx, { show: 'disabled' });
    expect(disabled.map(({ id }) => id)).toEqual(['ada']);
    // Twice is not an event of its own.
    await updatePerson(ctx, 'ops', 'ada', { disabled: true });
    await updatePerson(ctx, 'ops', 'ada', { disabled: false });
    const logged = await db.select().from(securityEvents).orderBy(securityEvents.id);
    expect(logged).toMatchObject([
      { event: 'account_disabled', aboutUser: 'ada', byUser: 'ops' },
      { event: 'account_enabled', aboutUser: 'ada', byUser: 'ops' },
    ]);
  });

  it('keep an operator, whatever two of them do to each other at once', async ({
    db,
    ctx,
    team: _,
  }) => {
    const { updatePerson } = await people();
    const changes = [{ operator: false }, { disabled: true }, { operator: false, disabled: true }];
    for (const change of changes) {
      await db.update(users).set({ disabledAt: null, role: 'operator' });
      await db.update(users).set({ role: 'user' }).where(eq(users.id, 'ada'));
      const outcomes = await Promise.allSettled([
        updatePerson(ctx, 'ops', 'bob', change),
        updatePerson(ctx, 'bob', 'ops', change),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const refused = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
      expect(refused.reason).toMatchObject({ code: 'last_operator' });
    }
  });

  it('are counted as operators if ADMIN_EMAILS lists their proved address, but not disabled ones', async ({
    db,
    ctx,
    team: _,
  }) => {
    const { updatePerson } = await people('ada@example.com');
    await db.update(users).set({ disabledAt: 1 }).where(eq(users.id, 'bob'));
    const refused = updatePerson(ctx, 'ada', 'ops', { operator: false });
    await expect(refused).rejects.toMatchObject({ code: 'last_operator' });
    await db
      .update(users)
      .set({ emailVerified: new Date(1) })
      .where(eq(users.id, 'ada'));
    await updatePerson(ctx, 'ada', 'ops', { operator: false });
    // Only the variable can undo it.
    await expect(updatePerson(ctx, 'ops', 'ada', { operator: false })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  it('cannot be changed by themselves, nor if they do not exist', async ({ ctx, team: _ }) => {
    const { updatePerson, deletePerson, signOutPerson, createResetLink } = await people();
    for (const [id, code] of [
      ['ops', 'own_account'],
      ['nobody', 'not_found'],
    ] as const) {
      for (const act of [
        () => updatePerson(ctx, 'ops', id, { disabled: true }),
        () => deletePerson(ctx, 'ops', id, 'delete'),
        () => signOutPerson(ctx, 'ops', id),
        () => createResetLink(ctx, 'ops', id, 'https://a.example'),
      ]) {
        await expect(act()).rejects.toMatchObject({ code });
      }
    }
  });
});
