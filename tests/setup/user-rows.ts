import { randomUUID } from 'node:crypto';
import { count, eq, getTableName, sql } from 'drizzle-orm';
import { USER_DATA } from '@/lib/account';
import {
  accountLinks,
  accounts,
  authenticators,
  type Db,
  entries,
  idempotencyKeys,
  invitations,
  jobs,
  passkeyChallenges,
  passkeys,
  passwords,
  photos,
  recipeRuns,
  recipes,
  recoveryCodes,
  securityEvents,
  sending,
  sessions,
  shares,
  studioLogos,
  submissions,
  tokens,
  users,
  webhookDeliveries,
  webhooks,
} from '@/lib/db';

const FAR = 4_000_000_000_000;

/** Adds a row for the user to every table of `USER_DATA`; replaces those of which there is one a user. */
export async function addRowsOf(db: Db, userId: string): Promise<void> {
  const id = randomUUID();
  const one = { id, userId, createdAt: 1 };
  const hash = { tokenHash: id, createdAt: 1 };
  await db.insert(passwords).values({ userId, hash: 'x', updatedAt: 1 }).onConflictDoNothing();
  await db
    .insert(accounts)
    .values({ userId, type: 'oauth', provider: 'oidc', providerAccountId: id });
  await db.insert(sessions).values({ ...one, expiresAt: FAR });
  await db.insert(tokens).values({ ...one, ...hash, name: 'n', prefix: 'p', scopes: [] });
  await db
    .insert(webhooks)
    .values({ ...one, url: 'https://a.example', origin: 'x', secretSealed: 'x' });
  await db
    .insert(webhookDeliveries)
    .values({ ...one, webhookId: id, type: 'webhook.test', payload: '{}' });
  await db
    .insert(authenticators)
    .values({ userId, secretSealed: 'x', createdAt: 1 })
    .onConflictDoNothing();
  await db.insert(recoveryCodes).values({ userId, codeHash: id });
  await db
    .insert(passkeys)
    .values({ ...one, publicKey: Buffer.from('x'), counter: 0, name: 'Key' });
  await db.insert(passkeyChallenges).values({ challenge: id, userId, expiresAt: FAR });
  await db
    .insert(accountLinks)
    .values({ ...hash, purpose: 'reset_password', userId, expiresAt: FAR });
  await db
    .insert(jobs)
    .values({ id, startedBy: userId, createdAt: 1, waitingSince: 1, nextCheckAt: FAR });
  await db.insert(entries).values({ userId, jobId: id, addedAt: 1 });
  await db.insert(shares).values({ ...one, ...hash, jobId: id, tokenSealed: 'x' });
  await db
    .insert(studioLogos)
    .values({ userId, picture: 'x', hash: 'x', width: 1, height: 1, createdAt: 1 })
    .onConflictDoNothing();
  await db.insert(invitations).values({ id, ...hash, invitedBy: userId, expiresAt: FAR });
  await db.insert(invitations).values({
    id: `${id}-used`,
    tokenHash: `${id}-used`,
    createdAt: 1,
    usedBy: userId,
    usedAt: 1,
    expiresAt: FAR,
  });
  await db.insert(users).values({ id, email: `${id}@example.com`, handOverTo: userId });
  await addStartedOf(db, userId, id);
  await db
    .insert(securityEvents)
    .values({ at: 1, event: 'signed_in', aboutUser: userId, byUser: userId });
}

/** What belongs to jobs that the user starts. */
async function addStartedOf(db: Db, userId: string, id: string): Promise<void> {
  const one = { id, userId, createdAt: 1 };
  await db.insert(photos).values({
    ...one,
    usedAt: 1,
    source: 'upload',
    folder: `photos/${id}`,
    hash: id,
    type: 'image/png',
    bytes: 1,
    thumbnailBytes: 1,
    width: 1,
    height: 1,
    thumbHash: 'x',
  });
  await db.insert(submissions).values({
    ...one,
    source: 'form',
    mode: 'upscale',
    body: '{}',
    origin: 'x',
    queuedAt: 1,
    nextAttemptAt: FAR,
  });
  await db
    .insert(idempotencyKeys)
    .values({ userId, key: id, requestHash: 'x', submissionIds: [], createdAt: 1 });
  await db.insert(recipes).values({ ...one, name: id, steps: [], updatedAt: 1 });
  await db
    .insert(recipeRuns)
    .values({ ...one, name: 'n', steps: [], origin: 'x', nextCheckAt: FAR });
  await db.insert(sending).values({ pausedBy: userId });
}

/** How many rows of each column of `USER_DATA` (`table.column`) refer to the user. */
export async function rowsOf(db: Db, userId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { table, column } of USER_DATA) {
    const [row] = await db
      .select({ n: count() })
      .from(table)
      .where(eq(column, sql`${userId}`));
    counts[`${getTableName(table)}.${column.name}`] = row?.n ?? 0;
  }
  return counts;
}
