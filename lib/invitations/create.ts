import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { insertIf, invitations, users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { type Locale, translator } from '@/lib/i18n';
import { log } from '@/lib/log';
import { mailFault, sendMail } from '@/lib/mail';
import { rateLimiter } from '@/lib/rate-limit';
import { logSecurity } from '@/lib/security-log';
import { selectInvitation } from './list';
import { INVITATION_DAYS, invitationPath } from './model';
import type { MadeInvitation } from './schemas';
import { hashToken, newToken } from './token';

type Data = Pick<Context, 'db' | 'now'>;

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Invitations that can be used at the same time. */
export const MAX_WAITING = 500;

/** Who invites, and where. */
export type Inviter = {
  userId: string;
  /** The base of the link, unless NEXTAUTH_URL is set. */
  origin: string;
  /** The language of the mail. */
  locale: Locale;
};

/** Mails the link if a mail server is set up. Returns whether it was sent: the operator has the link in any case. */
async function mail({ db }: Data, to: string, url: string, locale: Locale): Promise<boolean> {
  const { email } = getEnv();
  if (!email) return false;
  const t = await translator(locale, 'mail');
  const { host } = new URL(url);
  try {
    // The same limit as for sign-in links: nobody's mailbox is flooded. The operator hands the link over then.
    await rateLimiter(db, { name: 'mail', points: 5, seconds: 15 * 60 }).consume(to);
    await sendMail(email, {
      to,
      locale,
      subject: t('invitation.subject', { host }),
      intro: t('invitation.intro', { host }),
      link: { url, text: t('invitation.action') },
      outro: t('invitation.outro', { days: INVITATION_DAYS }),
    });
    return true;
  } catch (error) {
    log().error(mailFault(error), 'an invitation could not be sent');
    return false;
  }
}

async function made(
  ctx: Data,
  id: string,
  token: string,
  { origin, locale }: Inviter,
): Promise<MadeInvitation> {
  const invitation = await selectInvitation(ctx, id);
  if (!invitation) throw invitationNotFound();
  const url = `${getEnv().publicUrl ?? origin}${invitationPath(token)}`;
  const mailed = invitation.email !== null && (await mail(ctx, invitation.email, url, locale));
  return { invitation, url, mailed };
}

export function invitationNotFound(): AppError {
  return new AppError(
    'not_found',
    'This invitation was used or revoked in the meantime. Reload the page.',
  );
}

/** How many invitations can be used, as a condition of the insert. */
const hasRoom = (now: number) =>
  sql`(SELECT count(*) FROM invitations WHERE expires_at > ${now} AND used_at IS NULL) < ${MAX_WAITING}`;

async function assertNoAccount({ db }: Data, email: string | undefined): Promise<void> {
  if (email === undefined) return;
  const found = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  if (found.length === 0) return;
  throw new AppError('email_taken', 'There is already an account for this email address.');
}

/**
 * Invites somebody, and mails the link if it is for an address and a mail server is set up.
 * @throws AppError `email_taken`; `too_many_invitations` if 500 can be used
 */
export async function createInvitation(
  ctx: Data,
  inviter: Inviter,
  email: string | undefined,
): Promise<MadeInvitation> {
  await assertNoAccount(ctx, email);
  const token = newToken();
  const id = crypto.randomUUID();
  const createdAt = ctx.now();
  const row = {
    id,
    tokenHash: hashToken(token),
    email,
    invitedBy: inviter.userId,
    createdAt,
    expiresAt: createdAt + INVITATION_DAYS * DAY_MS,
  };
  const created = await insertIf(ctx.db, invitations, row, hasRoom(createdAt)).returning({
    id: invitations.id,
  });
  if (created.length === 0) {
    throw new AppError(
      'too_many_invitations',
      `There are ${MAX_WAITING} unused invitations. Revoke some that are no longer needed.`,
    );
  }
  const by = inviter.userId;
  await logSecurity(ctx, 'invitation_created', { userId: by, invitationId: id });
  return made(ctx, id, token, inviter);
}

/**
 * Gives an unused invitation a new link, which can be used for seven days; the old one is dead. Mails it again.
 * @throws AppError `not_found` if it was used or revoked
 */
export async function renewInvitation(
  ctx: Data,
  inviter: Inviter,
  id: string,
): Promise<MadeInvitation> {
  const token = newToken();
  const renewed = await ctx.db
    .update(invitations)
    .set({
      tokenHash: hashToken(token),
      claimedEmail: null,
      expiresAt: ctx.now() + INVITATION_DAYS * DAY_MS,
    })
    .where(and(eq(invitations.id, id), isNull(invitations.usedAt)))
    .returning({ id: invitations.id });
  if (renewed.length === 0) throw invitationNotFound();
  await logSecurity(ctx, 'invitation_renewed', { userId: inviter.userId, invitationId: id });
  return made(ctx, id, token, inviter);
}

/**
 * Revokes an unused invitation, at once and for good.
 * @throws AppError `not_found` if it was used or revoked
 */
export async function revokeInvitation(ctx: Data, operatorId: string, id: string): Promise<void> {
  const revoked = await ctx.db
    .delete(invitations)
    .where(and(eq(invitations.id, id), isNull(invitations.usedAt)))
    .returning({ id: invitations.id });
  if (revoked.length === 0) throw invitationNotFound();
  await logSecurity(ctx, 'invitation_revoked', { userId: operatorId, invitationId: id });
}
