import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { users } from './auth';
import { ms } from './columns';

/** A user's authenticator app: time-based one-time passwords (RFC 6238). */
export const authenticators = sqliteTable('authenticators', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** The secret, encrypted with a key that is not in the database. */
  secretSealed: text('secret_sealed').notNull(),
  createdAt: ms('created_at').notNull(),
  /** Null until its owner has typed a first code: until then it is not asked for. */
  confirmedAt: ms('confirmed_at'),
  /** The time step of the last accepted code, which is not accepted again. */
  lastStep: integer('last_step').notNull().default(0),
});

/** Codes that replace the second factor once each. */
export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** SHA-256 of the code, hex. */
    codeHash: text('code_hash').notNull(),
    usedAt: ms('used_at'),
  },
  (t) => [primaryKey({ columns: [t.userId, t.codeHash] })],
);

/** Passkeys (WebAuthn credentials). */
export const passkeys = sqliteTable(
  'passkeys',
  {
    /** The credential's id, base64url. */
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    publicKey: blob('public_key', { mode: 'buffer' }).notNull(),
    counter: integer('counter').notNull(),
    transports: text('transports', { mode: 'json' }).$type<string[]>(),
    /** Named by its owner. */
    name: text('name').notNull(),
    createdAt: ms('created_at').notNull(),
    lastUsedAt: ms('last_used_at'),
  },
  (t) => [index('passkeys_user').on(t.userId)],
);

/**
 * Challenges of passkeys that were answered: each is accepted once. A challenge says itself what it is for and when
 * it ends, so that one which nobody answers needs no row.
 */
export const passkeyChallenges = sqliteTable(
  'passkey_challenges',
  {
    challenge: text('challenge').primaryKey(),
    /** Whose passkey answered. */
    userId: text('user_id').references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: ms('expires_at').notNull(),
  },
  (t) => [
    index('passkey_challenges_expires').on(t.expiresAt),
    index('passkey_challenges_user').on(t.userId),
  ],
);
