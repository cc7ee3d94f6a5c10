import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { accounts, batch, insertIf, passkeys, passwords, users } from '@/lib/db';
import { domainOf } from '@/lib/email-address';
import { getEnv } from '@/lib/env';
import { type Applicant, admittingInvitation, useInvitation } from '@/lib/invitations';
import { logSecurity } from '@/lib/security-log';
import { ROLE_OF_NEW_ACCOUNT } from './operators';

type Data = Pick<Context, 'db' | 'now'>;

/** Age from which a user without a password or linked account counts as an unfinished sign-up, ms. */
const UNFINISHED_MS = 60_000;

/** The condition that somebody may create an account. The first account always may, unless sign-up is closed. */
function admits(applicant: Applicant, now: number): SQL {
  const { signUp, signUpDomains, adminEmails } = getEnv();
  if (signUp !== 'invite') return signUp === 'open' ? sql`1` : sql`0`;
  const { email, proved } = applicant;
  // Anybody can type an address of the company: only who receives its mail, or whom an issuer knows, is let in.
  if (proved && (signUpDomains.includes(domainOf(email)) || adminEmails.includes(email))) {
    return sql`1`;
  }
  const isFirst = sql`NOT EXISTS (SELECT 1 FROM users)`;
  return sql`(${isFirst} OR EXISTS (${admittingInvitation(applicant, now)}))`;
}

/** Whether the next account is the first one, which needs no invitation. */
export async function mayBeFirst({ db }: Pick<Context, 'db'>): Promise<boolean> {
  if (getEnv().signUp === 'closed') return false;
  return (await db.select({ id: users.id }).from(users).limit(1)).length === 0;
}

/** Whether somebody may create an account, as far as one can say before it is created. */
export async function maySignUp({ db, now }: Data, applicant: Applicant): Promise<boolean> {
  const [row] = await db.all<{ may: number }>(sql`SELECT ${admits(applicant, now())} AS may`);
  return row?.may === 1;
}

/** The new user, or one of this address whose sign-up an older version left without a way to sign in. */
function isUserToComplete(id: string, email: string, now: number): SQL {
  if (getEnv().signUp !== 'open') return sql`${users.id} = ${id}`;
  return sql`${users.id} = ${id} OR (${users.email} = ${email} AND ${users.emailVerified} IS NULL
    AND ${users.disabledAt} IS NULL AND ${users.role} IS NOT 'operator' AND ${users.createdAt} < ${now - UNFINISHED_MS}
    AND NOT EXISTS (SELECT 1 FROM ${accounts} WHERE ${accounts.userId} = ${users.id})
    AND NOT EXISTS (SELECT 1 FROM ${passkeys} WHERE ${passkeys.userId} = ${users.id}))`;
}

type NewUser = {
  applicant: Applicant;
  name: string | null;
  /** From `hashPassword`; null for a user who signs in another way. */
  passwordHash: string | null;
};

/**
 * Creates an account, whichever way somebody signs up: the only code that does. In one batch with the invitation
 * that it uses up, so that of several people with one invitation one gets in.
 *
 * @returns `not_admitted` before it says anything about the address; `taken` if the address has an account
 */
export async function createUser(
  ctx: Data,
  { applicant, name, passwordHash }: NewUser,
): Promise<{ id: string } | 'not_admitted' | 'taken'> {
  const { db } = ctx;
  const { email, proved } = applicant;
  const at = ctx.now();
  const id = crypto.randomUUID();
  const may = admits(applicant, at);
  const user = {
    id,
    email,
    name,
    emailVerified: proved ? new Date(at) : null,
    createdAt: at,
    role: ROLE_OF_NEW_ACCOUNT,
  };
  const toComplete = db
    .select({
      userId: users.id,
      hash: sql`${passwordHash}`.as('hash'),
      updatedAt: sql`${at}`.as('updated_at'),
    })
    .from(users)
    .where(sql`${passwordHash} IS NOT NULL AND (${isUserToComplete(id, email, at)})`);
  const [[admitted], [added], [used], [given]] = await batch(db, [
    db.select({ may: sql<number>`${may}`.as('may') }).from(sql`(SELECT 1)`),
    insertIf(db, users, user, may).returning({ id: users.id }),
    useInvitation(db, applicant, id, at),
    db
      .insert(passwords)
      .select(toComplete)
      .onConflictDoNothing()
      .returning({ id: passwords.userId }),
  ]);
  const created = passwordHash === null ? added : given;
  if (!created) return admitted?.may === 1 ? 'taken' : 'not_admitted';
  if (used) {
    await logSecurity(ctx, 'invitation_used', { userId: created.id, invitationId: used.id });
  }
  return { id: created.id };
}
