import { and, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, invitations } from '@/lib/db';
import { hashToken, isToken } from './token';

type Data = Pick<Context, 'db' | 'now'>;

/** Somebody who wants an account. */
export type Applicant = {
  email: string;
  /** Whether they have just proved that the address is theirs. */
  proved: boolean;
  /** The token of the invitation that they brought; untrusted. */
  invitation: unknown;
};

const isUsable = (now: number) => and(isNull(invitations.usedAt), gt(invitations.expiresAt, now));

/**
 * The id of an invitation that admits somebody, as a subquery: one whose link they brought, if it is for their
 * address or for anybody, or one for an address that they have proved.
 */
export function admittingInvitation({ email, proved, invitation }: Applicant, now: number): SQL {
  const tokenHash = isToken(invitation) ? hashToken(invitation) : '';
  const byLink = sql`(token_hash = ${tokenHash} AND (email IS NULL OR email = ${email}))`;
  const byAddress = proved ? sql`(email = ${email} OR claimed_email = ${email})` : sql`0`;
  return sql`SELECT id FROM invitations
    WHERE used_at IS NULL AND expires_at > ${now} AND (${byLink} OR ${byAddress})
    ORDER BY token_hash <> ${tokenHash}, expires_at LIMIT 1`;
}

/** The statement that uses the invitation up, in the batch that creates the account. */
export function useInvitation(db: Db, applicant: Applicant, userId: string, now: number) {
  return db
    .update(invitations)
    .set({ usedAt: now, usedBy: userId })
    .where(
      sql`${invitations.id} = (${admittingInvitation(applicant, now)})
        AND EXISTS (SELECT 1 FROM users WHERE id = ${userId})`,
    )
    .returning({ id: invitations.id });
}

/**
 * Finds an invitation by the token of its link, without using it up. Null if it is unknown, used, revoked or ended.
 * @param token untrusted text
 */
export async function findInvitation(
  { db, now }: Data,
  token: unknown,
): Promise<{ email: string | null } | null> {
  if (!isToken(token)) return null;
  const [found] = await db
    .select({ email: invitations.email })
    .from(invitations)
    .where(and(eq(invitations.tokenHash, hashToken(token)), isUsable(now())));
  return found ?? null;
}

/**
 * Notes the address for which the holder of an open invitation requests a sign-in link: who proves the address by
 * that link may sign up, in whatever browser they open it.
 */
export async function claimInvitation(
  { db, now }: Data,
  token: unknown,
  email: string,
): Promise<void> {
  if (!isToken(token)) return;
  await db
    .update(invitations)
    .set({ claimedEmail: email })
    .where(
      and(eq(invitations.tokenHash, hashToken(token)), isNull(invitations.email), isUsable(now())),
    );
}
