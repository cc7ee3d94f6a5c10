import { type SQL, sql } from 'drizzle-orm';
import { isActiveOperator } from '@/lib/auth';
import { AppError } from '@/lib/errors';

export function personNotFound(): AppError {
  return new AppError('not_found', 'This account no longer exists. Reload the page.');
}

export function ownAccount(): AppError {
  return new AppError(
    'own_account',
    'This is your own account. Change it in your settings, or ask another operator.',
  );
}

export function lastOperator(): AppError {
  return new AppError(
    'last_operator',
    'This is the last operator: nobody could manage people any more. Make somebody else an operator first.',
  );
}

/** The condition that somebody else can manage people. Part of the statement that it guards. */
export function anotherOperatorThan(userId: string): SQL {
  return sql`EXISTS (SELECT 1 FROM users WHERE users.id <> ${userId} AND ${isActiveOperator()})`;
}
