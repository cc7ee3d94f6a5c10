import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { recoveryCodes, securityEvents, throttles } from '@/lib/db';
import {
  acceptCode,
  getSecondFactor,
  makeRecoveryCodes,
  needsSecondFactor,
  removeAuthenticator,
  removeSecondFactors,
} from '@/lib/second-factor';
import { addUser } from '../../setup/context';
import { SESSION, SOURCE, testPhone } from '../../setup/phone-test';
import { onEachDatabase } from '../../setup/test';

describe.each(onEachDatabase(testPhone))('recovery codes on $kind', ({ it }) => {
  it('are used once each, by one of several', async ({ ctx, userId, phone }) => {
    expect(new Set(phone.codes).size).toBe(10);
    const [first = '', second = ''] = phone.codes;
    expect(first).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    const results = await Promise.all(
      [1, 2, 3].map(() => acceptCode(ctx, userId, first.toLowerCase(), SOURCE)),
    );
    expect(results.filter(Boolean)).toEqual(['recovery']);
    expect(await acceptCode(ctx, userId, second.replaceAll('-', ' '), SOURCE)).toBe('recovery');
    expect((await getSecondFactor(ctx, userId)).recoveryCodesLeft).toBe(8);
  });

  it('are stored as hashes, and stop working when new ones are made', async ({
    db,
    ctx,
    userId,
    phone,
  }) => {
    const stored = JSON.stringify(await db.select().from(recoveryCodes));
    for (const code of phone.codes) expect(stored).not.toContain(code.replaceAll('-', ''));
    const made = await makeRecoveryCodes(ctx, userId);
    expect(await acceptCode(ctx, userId, phone.codes[0] ?? '', SOURCE)).toBeNull();
    expect(await acceptCode(ctx, userId, made[0] ?? '', SOURCE)).toBe('recovery');
    expect(await db.select().from(recoveryCodes)).toHaveLength(10);
  });

  it('are not made for a user without a second factor, and go with it', async ({
    db,
    ctx,
    userId,
    phone,
  }) => {
    expect(phone.codes).toHaveLength(10);
    await removeAuthenticator(ctx, userId);
    expect(await db.select().from(recoveryCodes)).toEqual([]);
    await expect(makeRecoveryCodes(ctx, userId)).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(removeAuthenticator(ctx, userId)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe.each(onEachDatabase(testPhone))('the second factor on $kind', ({ it }) => {
  it('can be removed whole by an operator', async ({ db, ctx, userId, phone }) => {
    const operator = await addUser(db);
    expect(await removeSecondFactors(ctx, userId, operator)).toBe(true);
    expect(await removeSecondFactors(ctx, userId, operator)).toBe(false);
    expect(await needsSecondFactor(db, userId)).toBe(false);
    expect(await acceptCode(ctx, userId, phone.codes[0] ?? '', SOURCE)).toBeNull();
    const events = await db
      .select()
      .from(securityEvents)
      .where(eq(securityEvents.event, 'second_factor_removed'));
    expect(events).toMatchObject([{ aboutUser: userId, byUser: operator }]);
  });

  it('leaves no secret or code in the security log', async ({ db, ctx, userId, phone }) => {
    const code = phone.code();
    await acceptCode(ctx, userId, code, SOURCE);
    await acceptCode(ctx, userId, phone.codes[0] ?? '', SOURCE);
    const log = JSON.stringify(await db.select().from(securityEvents));
    expect(log).toContain('recovery_code_used');
    for (const secret of [phone.secret, code, ...phone.codes]) expect(log).not.toContain(secret);
    // A session's id would sign somebody in.
    expect(JSON.stringify(await db.select().from(throttles))).not.toContain(SESSION);
  });
});
