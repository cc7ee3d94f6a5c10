import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { securityEvents, users } from '@/lib/db';
import { testClean as test } from '../../setup/clean-test';
import { runScript } from '../../setup/script';
import { onEachDatabase } from '../../setup/test';

const withCommand = test.extend(
  'command',
  ({ database }) =>
    (...args: string[]) =>
      runScript('operator', args, { DATABASE_URL: database.url }),
);

describe.each(onEachDatabase(withCommand))('npm run operator on $kind', ({ it }) => {
  it('lets a team in that has locked itself out', async ({ db, command }) => {
    await db.insert(users).values([
      { id: 'ada', email: 'ada@example.com', role: 'user', disabledAt: 1 },
      { id: 'bob', email: 'bob@example.com', role: 'user' },
    ]);
    const { code, output } = await command(' Ada@Example.com');
    expect([code, output]).toEqual([0, expect.stringContaining('ada@example.com is an operator')]);
    const [ada] = await db.select().from(users).where(eq(users.id, 'ada'));
    expect(ada).toMatchObject({ role: 'operator', disabledAt: null });
    const [bob] = await db.select().from(users).where(eq(users.id, 'bob'));
    expect(bob?.role).toBe('user');
    expect(await db.select().from(securityEvents)).toMatchObject([
      { event: 'operator_made', aboutUser: 'ada', details: { reason: 'command_line' } },
    ]);
  });

  it('says what is wrong', async ({ command }) => {
    const unknown = await command('nobody@example.com');
    expect([unknown.code, unknown.output]).toEqual([1, expect.stringContaining('no account')]);
    for (const args of [[], ['not an address'], ['a@example.com', 'b@example.com']]) {
      const { code, output } = await command(...args);
      expect([args, code, output]).toEqual([args, 1, expect.stringContaining('Usage')]);
    }
  });
});
