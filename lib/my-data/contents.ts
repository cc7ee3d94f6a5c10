import { getTableName } from 'drizzle-orm';
import { USER_DATA } from '@/lib/account';

/**
 * Every column that refers to a user, by its name in the database: the files of the export with its rows, or why
 * there are none. A test walks the schema and fails for one that is not listed.
 */
export const CONTENTS: Record<string, { files: string[] } | { leftOut: string }> = {
  'passwords.user_id': { files: ['ways-in.json'] },
  'accounts.user_id': { files: ['ways-in.json'] },
  'authenticators.user_id': { files: ['ways-in.json'] },
  'recovery_codes.user_id': { files: ['ways-in.json'] },
  'passkeys.user_id': { files: ['ways-in.json'] },
  'sessions.user_id': { files: ['sessions.json'] },
  'account_links.user_id': { files: ['ways-in.json'] },
  'tokens.user_id': { files: ['tokens.json'] },
  'shares.user_id': { files: ['shares.jsonl'] },
  'studio_logos.user_id': { files: ['studio.json'] },
  'webhooks.user_id': { files: ['webhooks.json'] },
  'webhook_deliveries.user_id': { files: ['webhook-deliveries.jsonl'] },
  'photos.user_id': { files: ['photos.jsonl'] },
  'entries.user_id': { files: ['jobs.jsonl', 'jobs.csv'] },
  'jobs.started_by': { files: ['started-jobs.jsonl'] },
  'submissions.user_id': { files: ['submissions.jsonl'] },
  'recipes.user_id': { files: ['recipes.json'] },
  'recipe_runs.user_id': { files: ['recipe-runs.jsonl'] },
  'invitations.invited_by': { files: ['invitations.json'] },
  'invitations.used_by': { files: ['invitations.json'] },
  'security_events.about_user': { files: ['security-events.jsonl'] },
  'security_events.by_user': { files: ['security-events.jsonl'] },
  'passkey_challenges.user_id': { leftOut: 'one number for each use of a passkey, for minutes' },
  'idempotency_keys.user_id': { leftOut: 'which request was sent twice, for a day' },
  'sending.paused_by': { leftOut: 'that an operator has paused sending, while it lasts' },
  'users.hand_over_to': { leftOut: 'set while the account of another person is being deleted' },
};

/** The columns that refer to a user, `<table>.<column>`. */
export const userColumns = (): string[] =>
  USER_DATA.map(({ table, column }) => `${getTableName(table)}.${column.name}`);
