import { and, eq, exists, isNull, sql } from 'drizzle-orm';
import { isActiveOperator } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { accountLinks, batch, type Db, invitations, sessions, users } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { logSecurity, type SecurityEvent } from '@/lib/security-log';
import { anotherOperatorThan, lastOperator, ownAccount, personNotFound } from './errors';
import { getPerson } from './list';
import type { PersonChange, PersonView } from './schemas';

type Data = Pick<Context, 'db' | 'now'>;

/** What has to change: nothing for what is as asked already. */
function changesOf(
  person: PersonView,
  { operator, disabled, jobsPerMonth }: PersonChange,
  now: number,
) {
  const isDisabled = person.state === 'disabled';
  const events: SecurityEvent[] = [];
  const set: {
    role?: 'operator' | 'user';
    disabledAt?: number | null;
    jobsPerMonth?: number | null;
  } = {};
  if (operator !== undefined && operator !== person.operator) {
    set.role = operator ? 'operator' : 'user';
    events.push(operator ? 'operator_made' : 'operator_unmade');
  }
  if (disabled !== undefined && disabled !== isDisabled) {
    set.disabledAt = disabled ? now : null;
    events.push(disabled ? 'account_disabled' : 'account_enabled');
  }
  if (jobsPerMonth !== undefined && jobsPerMonth !== person.jobsPerMonth) {
    set.jobsPerMonth = jobsPerMonth;
  }
  return { set, events };
}

/** Statements that end everything that is open while the user is disabled. */
function shut(db: Db, userId: string) {
  const disabled = exists(
    db
      .select({ one: sql`1` })
      .from(users)
      .where(sql`${users.id} = ${userId} AND ${users.disabledAt} IS NOT NULL`),
  );
  return [
    db.delete(sessions).where(and(eq(sessions.userId, userId), disabled)),
    db.delete(accountLinks).where(and(eq(accountLinks.userId, userId), disabled)),
  ] as const;
}

/**
 * Statements that withdraw what somebody has made as an operator, once they are none: invitations, and links that reset
 * a password. Who made a link is not stored, so all of them go: there are few, and a click makes another.
 */
export function withdrawAsOperator(db: Db, id: string) {
  const isNone = sql`NOT EXISTS (SELECT 1 FROM users WHERE users.id = ${id} AND ${isActiveOperator()})`;
  return [
    db
      .delete(invitations)
      .where(and(eq(invitations.invitedBy, id), isNull(invitations.usedAt), isNone)),
    db.delete(accountLinks).where(and(eq(accountLinks.purpose, 'reset_password'), isNone)),
  ] as const;
}

/**
 * Makes or unmakes an operator, disables or enables an account, or sets how many jobs somebody may start in a month:
 * at once on all instances. Disabling ends all sessions for good; tokens and webhooks work again once the account is enabled.
 *
 * @param operatorId who does it
 * @throws AppError `not_found`, `own_account`, `last_operator`; `invalid_request` if only ADMIN_EMAILS can undo it
 */
export async function updatePerson(
  ctx: Data,
  operatorId: string,
  id: string,
  change: PersonChange,
): Promise<PersonView> {
  const { db } = ctx;
  const isOfRights = change.operator !== undefined || change.disabled !== undefined;
  if (id === operatorId && isOfRights) throw ownAccount();
  const person = await getPerson(ctx, id);
  if (person.state === 'deleting') throw personNotFound();
  if (change.operator === false && person.listedOperator) {
    throw new AppError(
      'invalid_request',
      'ADMIN_EMAILS makes this person an operator. Remove the address there and restart the server.',
    );
  }
  const { set, events } = changesOf(person, change, ctx.now());
  if (Object.keys(set).length === 0) return person;
  const loses = change.operator === false || change.disabled === true;
  const [changed] = await batch(db, [
    db
      .update(users)
      .set(set)
      .where(
        and(
          eq(users.id, id),
          isNull(users.deletingAt),
          loses ? sql`(NOT ${isActiveOperator()} OR ${anotherOperatorThan(id)})` : undefined,
        ),
      )
      .returning({ id: users.id }),
    ...shut(db, id),
    ...(loses && person.operator ? withdrawAsOperator(db, id) : []),
  ]);
  if (changed.length === 0) throw loses ? lastOperator() : personNotFound();
  for (const event of events) await logSecurity(ctx, event, { userId: id, by: operatorId });
  return getPerson(ctx, id);
}
