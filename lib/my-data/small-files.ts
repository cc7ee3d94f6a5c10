import { eq, or, sql } from 'drizzle-orm';
import {
  accountLinks,
  accounts,
  authenticators,
  type Db,
  invitations,
  passkeys,
  passwords,
  recipes,
  recoveryCodes,
  sessions,
  studioLogos,
  tokens,
  users,
  webhooks,
} from '@/lib/db';

// Columns are named one by one, so that a new one with a secret is not exported by accident.

async function profile(db: Db, userId: string) {
  const { id, name, email, emailVerified, image, createdAt, role, locale, maskColour } = users;
  const { studioName } = users;
  const [row] = await db
    .select({
      id,
      name,
      studioName,
      email,
      emailVerified,
      image,
      createdAt,
      role,
      locale,
      maskColour,
    })
    .from(users)
    .where(eq(users.id, userId));
  return row;
}

async function waysIn(db: Db, userId: string) {
  const { type, provider, providerAccountId, label, linkedAt } = accounts;
  const { purpose, email, createdAt, expiresAt } = accountLinks;
  return {
    password: await db
      .select({ setAt: passwords.updatedAt })
      .from(passwords)
      .where(eq(passwords.userId, userId)),
    accounts: await db
      .select({ type, provider, providerAccountId, label, linkedAt })
      .from(accounts)
      .where(eq(accounts.userId, userId)),
    authenticator: await db
      .select({ createdAt: authenticators.createdAt, confirmedAt: authenticators.confirmedAt })
      .from(authenticators)
      .where(eq(authenticators.userId, userId)),
    recoveryCodes: await db
      .select({ usedAt: recoveryCodes.usedAt })
      .from(recoveryCodes)
      .where(eq(recoveryCodes.userId, userId)),
    passkeys: await db
      .select({
        name: passkeys.name,
        transports: passkeys.transports,
        createdAt: passkeys.createdAt,
        lastUsedAt: passkeys.lastUsedAt,
      })
      .from(passkeys)
      .where(eq(passkeys.userId, userId)),
    links: await db
      .select({ purpose, email, createdAt, expiresAt })
      .from(accountLinks)
      .where(eq(accountLinks.userId, userId)),
  };
}

async function sessionsOf(db: Db, userId: string) {
  const { createdAt, expiresAt, confirmedAt, method, userAgent, place, lastSeenAt } = sessions;
  return db
    .select({ createdAt, expiresAt, confirmedAt, method, userAgent, place, lastSeenAt })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(createdAt);
}

/** The logo is a PNG in base64. */
async function studioOf(db: Db, userId: string) {
  const { picture, width, height, createdAt } = studioLogos;
  return db
    .select({ picture, width, height, createdAt })
    .from(studioLogos)
    .where(eq(studioLogos.userId, userId));
}

async function tokensOf(db: Db, userId: string) {
  const { id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt } = tokens;
  return db
    .select({ id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt })
    .from(tokens)
    .where(eq(tokens.userId, userId))
    .orderBy(createdAt);
}

async function webhooksOf(db: Db, userId: string) {
  const { id, url, origin, events, locale, createdAt, disabledAt, disabledBy } = webhooks;
  return db
    .select({ id, url, origin, events, locale, createdAt, disabledAt, disabledBy })
    .from(webhooks)
    .where(eq(webhooks.userId, userId))
    .orderBy(createdAt);
}

async function recipesOf(db: Db, userId: string) {
  const { id, name, steps, createdAt, updatedAt } = recipes;
  return db
    .select({ id, name, steps, createdAt, updatedAt })
    .from(recipes)
    .where(eq(recipes.userId, userId))
    .orderBy(createdAt);
}

async function invitationsOf(db: Db, userId: string) {
  const { email, createdAt, expiresAt, usedAt, invitedBy, usedBy } = invitations;
  return db
    .select({
      email,
      createdAt,
      expiresAt,
      usedAt,
      byYou: sql<boolean>`${invitedBy} IS ${userId}`.mapWith(Boolean),
      usedByYou: sql<boolean>`${usedBy} IS ${userId}`.mapWith(Boolean),
    })
    .from(invitations)
    .where(or(eq(invitedBy, userId), eq(usedBy, userId)))
    .orderBy(createdAt);
}

/** The files that fit into memory, by name: what each holds is bounded for one user. */
export const SMALL_FILES: Record<string, (db: Db, userId: string) => Promise<unknown>> = {
  'profile.json': profile,
  'ways-in.json': waysIn,
  'sessions.json': sessionsOf,
  'studio.json': studioOf,
  'tokens.json': tokensOf,
  'webhooks.json': webhooksOf,
  'recipes.json': recipesOf,
  'invitations.json': invitationsOf,
};
