import { inArray } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { entries, idempotencyKeys, submissions } from '@/lib/db';
import { maintainSubmissions } from '@/lib/submissions';
import { testClean } from '../../setup/clean-test';
import { startJobServer } from '../../setup/job-server';
import { killSenders } from '../../setup/killed-senders';
import { contextFor } from '../../setup/sender-context';

/** Longer than any lease. */
const LATER_MS = 120_000;

describe('processes that are killed while they send', () => {
  const it = testClean.extend('server', async ({}, { onCleanup }) => {
    const server = await startJobServer();
    onCleanup(server.close);
    return server;
  });

  it('lose nothing and send nothing twice', async ({ db, database, server, userId }) => {
    const clicks = { kills: 3, clicksPerKill: 8 };
    const keys = await killSenders(database.url, server.url, userId, clicks);
    const later = contextFor(db, server.url, LATER_MS);
    await maintainSubmissions(later, 10_000);
    await expect
      .poll(
        () =>
          db
            .select()
            .from(submissions)
            .where(inArray(submissions.state, ['queued', 'sending'])),
        {
          timeout: 10_000,
        },
      )
      .toEqual([]);
    const rows = await db.select().from(submissions);
    expect(rows).toHaveLength(keys.length);
    expect(await db.select().from(idempotencyKeys)).toHaveLength(keys.length);
    for (const row of rows) {
      // Nobody but a person would have sent it again.
      expect(row.attempts).toBe(1);
      expect(row.state === 'accepted' || row.problem === 'interrupted').toBe(true);
    }
    const sent = server.posts.map(({ body }) => String(body.webhook));
    expect(new Set(sent).size).toBe(sent.length);
    const accepted = rows.filter(({ state }) => state === 'accepted');
    expect(await db.select().from(entries)).toHaveLength(accepted.length);
    // What upstream was sent is in the history, or uncertain.
    expect(sent.length).toBeGreaterThanOrEqual(accepted.length);
  }, 60_000);
});
