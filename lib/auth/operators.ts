import 'server-only';
import { and, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/security-log';
import type { SignedIn } from './sessions';

/**
 * Whether a user is an operator: by role, or because ADMIN_EMAILS lists their proved address. In rows of version
 * 0.1, which have no role, the address counts without proof.
 */
export function isOperator({
  email,
  role,
  emailVerified,
}: Pick<SignedIn, 'email' | 'role' | 'emailVerified'>): boolean {
  if (role === 'operator') return true;
  const provedOrOld = emailVerified !== null || role === null;
  return provedOrOld && getEnv().adminEmails.includes(email.toLowerCase());
}

/** The condition that ADMIN_EMAILS makes a row of `users` an operator. */
export function isListedOperator(): SQL {
  const { adminEmails } = getEnv();
  const listed = adminEmails.length > 0 ? inArray(users.email, adminEmails) : sql`0`;
  return sql`(${and(listed, or(isNotNull(users.emailVerified), isNull(users.role)))})`;
}

/** The condition that a row of `users` is an operator: `isOperator` in SQL. */
export function isOperatorRow(): SQL {
  return sql`(${or(sql`${users.role} IS 'operator'`, isListedOperator())})`;
}

/** The condition that a row of `users` is an operator who may sign in. */
export function isActiveOperator(): SQL {
  return sql`(${and(isNull(users.disabledAt), isNull(users.deletingAt), isOperatorRow())})`;
}

/**
 * The role of a row that is being inserted: the first account is the operator. Part of the insert, so that only
 * one of several first accounts gets it.
 */
export const ROLE_OF_NEW_ACCOUNT = sql<'operator' | 'user'>`
  CASE WHEN EXISTS (SELECT 1 FROM users) THEN 'user' ELSE 'operator' END`;

/**
 * Refuses everybody but operators, as if the page or endpoint did not exist.
 * @throws AppError `not_found`
 */
export function assertOperator(user: SignedIn): void {
  if (!isOperator(user)) throw new AppError('not_found', 'This path does not exist.');
}

/**
 * Makes the oldest account the operator if an installation has accounts but nobody who can manage them, as
 * after the update from version 0.1 without ADMIN_EMAILS. At most one account, whatever number of instances start.
 */
export async function appointOperator({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  if (getEnv().adminEmails.length > 0) return;
  const isThere = db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.role, 'operator'))
    .limit(1);
  if ((await isThere).length > 0) return;
  const [appointed] = await db
    .update(users)
    .set({ role: 'operator' })
    .where(
      sql`${users.id} = (SELECT id FROM users WHERE disabled_at IS NULL ORDER BY created_at, id LIMIT 1)
        AND NOT EXISTS (SELECT 1 FROM users WHERE role = 'operator')`,
    )
    .returning({ userId: users.id });
  if (!appointed) return;
  await logSecurity({ db, now }, 'operator_made', { ...appointed, reason: 'oldest_account' });
}
