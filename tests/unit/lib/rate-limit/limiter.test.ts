import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, throttles } from '@/lib/db';
import { throttle } from '@/lib/rate-limit';
import { sweepThrottles } from '@/lib/rate-limit/store';
import { databases, type FreshDatabase, freshDatabase } from '../../../setup/temp-db';

const HOUR = 3_600;
const rowOf = (db: Db, key: string) => db.select().from(throttles).where(eq(throttles.key, key));
const outlive = (db: Db, key: string) =>
  db.update(throttles).set({ expiresAt: 1 }).where(eq(throttles.key, key));

describe.each(databases)('a throttle on %s', (kind) => {
  let fresh: FreshDatabase;
  let db: Db;

  beforeAll(async () => {
    fresh = await freshDatabase(kind);
    db = fresh.db;
  });
  afterAll(() => fresh.close());

  it('counts down, then refuses and says how long to wait', async () => {
    const door = throttle(db, { name: 'door', points: 2, seconds: HOUR });
    expect((await door.consume('ada')).remaining).toBe(1);
    const last = await door.consume('ada');
    expect(last.remaining).toBe(0);
    expect(last.resetMs).toBeGreaterThan(0);
    expect(last.resetMs).toBeLessThanOrEqual(HOUR * 1_000);
    await expect(door.consume('ada')).rejects.toMatchObject({
      name: 'AppError',
      code: 'too_many_requests',
      retryAfterMs: expect.any(Number),
      message: 'That was too often in a short time. Try again in 60 minutes.',
    });
  });

  it('keeps keys and throttles apart', async () => {
    const one = throttle(db, { name: 'one', points: 1, seconds: HOUR });
    const other = throttle(db, { name: 'other', points: 1, seconds: HOUR });
    await one.consume('ada');
    await expect(one.consume('ada')).rejects.toMatchObject({ code: 'too_many_requests' });
    expect((await one.consume('bob')).remaining).toBe(0);
    expect((await other.consume('ada')).remaining).toBe(0);
  });

  it('never lets more through than it has, however many come at once', async () => {
    const doors = Array.from({ length: 60 }, () =>
      throttle(db, { name: 'rush', points: 17, seconds: HOUR }),
    );
    const outcomes = await Promise.allSettled(doors.map((door) => door.consume('all')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(17);
    expect((await rowOf(db, 'rush:all'))[0]?.points).toBe(60);
  });

  it('begins anew when the window is over', async () => {
    const door = throttle(db, { name: 'window', points: 1, seconds: HOUR });
    await door.consume('ada');
    await expect(door.consume('ada')).rejects.toMatchObject({ code: 'too_many_requests' });
    await outlive(db, 'window:ada');
    expect((await door.consume('ada')).remaining).toBe(0);
    const [row] = await rowOf(db, 'window:ada');
    expect(row?.points).toBe(1);
    expect(row?.expiresAt).toBeGreaterThan(1);
  });

  it('gives back what did not count, and never more', async () => {
    const door = throttle(db, { name: 'back', points: 1, seconds: HOUR });
    await door.consume('ada');
    await door.giveBack('ada');
    await door.giveBack('ada');
    expect((await door.consume('ada')).remaining).toBe(0);
    await expect(door.consume('ada')).rejects.toMatchObject({ code: 'too_many_requests' });
    await door.reset('ada');
    expect((await door.consume('ada')).remaining).toBe(0);
  });

  it('clears away what is over and nothing else', async () => {
    const door = throttle(db, { name: 'sweep', points: 5, seconds: HOUR });
    await door.consume('old');
    await door.consume('new');
    await outlive(db, 'sweep:old');
    await sweepThrottles(db);
    expect(await rowOf(db, 'sweep:old')).toHaveLength(0);
    expect(await rowOf(db, 'sweep:new')).toHaveLength(1);
  });

  it('lets nothing through when it cannot count', async () => {
    const broken = await freshDatabase('file');
    const door = throttle(broken.db, { name: 'broken', points: 5, seconds: HOUR });
    await broken.close();
    await expect(door.consume('ada')).rejects.not.toMatchObject({ code: 'too_many_requests' });
  });
});
