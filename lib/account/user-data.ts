import type { AnyColumn } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  accountLinks,
  accounts,
  authenticators,
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

/**
 * What becomes of the rows of a table that refer to a user:
 *
 * - `firstProof`: when the address is proved for the first time. A way in, or out, that somebody else may have made
 *   is `removed`; what nobody can use to read or change later jobs is `kept`.
 * - `deletion`: when the user is deleted. `kept` rows lose their reference, or never had an enforced one.
 * - `handOver`: when the user is deleted and another one takes over the jobs. Ways in are never handed over.
 */
type UserData = {
  table: SQLiteTable;
  column: AnyColumn;
  firstProof: 'removed' | 'kept';
  deletion: 'deleted' | 'kept';
  handOver: 'moved' | 'deleted' | 'kept';
};

const SECRET = { firstProof: 'removed', deletion: 'deleted', handOver: 'deleted' } as const;
const WORK = { firstProof: 'kept', deletion: 'deleted', handOver: 'moved' } as const;
const OWN = { firstProof: 'kept', deletion: 'deleted', handOver: 'deleted' } as const;
const RECORD = { firstProof: 'kept', deletion: 'kept', handOver: 'kept' } as const;

/** Every column that refers to a user. A test walks the schema and fails for one that is not listed. */
export const USER_DATA = [
  { table: passwords, column: passwords.userId, ...SECRET },
  { table: accounts, column: accounts.userId, ...SECRET },
  { table: sessions, column: sessions.userId, ...SECRET },
  { table: tokens, column: tokens.userId, ...SECRET },
  { table: webhookDeliveries, column: webhookDeliveries.userId, ...SECRET },
  { table: webhooks, column: webhooks.userId, ...SECRET },
  { table: authenticators, column: authenticators.userId, ...SECRET },
  { table: recoveryCodes, column: recoveryCodes.userId, ...SECRET },
  { table: passkeys, column: passkeys.userId, ...SECRET },
  { table: passkeyChallenges, column: passkeyChallenges.userId, ...SECRET },
  { table: accountLinks, column: accountLinks.userId, ...SECRET },
  // A share shows jobs that its creator could see already, and can be revoked by the owner of the address.
  { table: shares, column: shares.userId, ...WORK },
  { table: studioLogos, column: studioLogos.userId, ...OWN },
  { table: entries, column: entries.userId, ...WORK },
  { table: jobs, column: jobs.startedBy, ...WORK },
  { table: photos, column: photos.userId, ...WORK },
  { table: submissions, column: submissions.userId, ...OWN },
  { table: idempotencyKeys, column: idempotencyKeys.userId, ...OWN },
  { table: recipes, column: recipes.userId, ...OWN },
  { table: recipeRuns, column: recipeRuns.userId, ...OWN },
  // An invitation opens another account. Unused ones of somebody unknown are withdrawn; used ones are a record.
  { table: invitations, column: invitations.invitedBy, ...RECORD, firstProof: 'removed' },
  { table: invitations, column: invitations.usedBy, ...RECORD },
  { table: sending, column: sending.pausedBy, ...RECORD },
  { table: users, column: users.handOverTo, ...RECORD },
  { table: securityEvents, column: securityEvents.aboutUser, ...RECORD },
  { table: securityEvents, column: securityEvents.byUser, ...RECORD },
] satisfies UserData[];
