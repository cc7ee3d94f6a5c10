import 'server-only';
import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { sessions } from '@/lib/db';
import { AppError } from '@/lib/errors';
import type { SignedIn } from './find';

/** How long a proof of who the user is counts for sensitive changes, ms. */
const CONFIRMED_MS = 15 * 60 * 1_000;

/** Readings of the clock differ by this much. A proof from later than that was stored while the clock was wrong. */
const TOLERANCE_MS = 5_000;

/**
 * Demands that the user has proved who they are in the last 15 minutes, by signing in or by confirming.
 * @throws AppError `confirmation_required`
 */
export function assertConfirmed({ confirmedAt }: SignedIn, now: number): void {
  const age = now - confirmedAt;
  if (age >= -TOLERANCE_MS && age < CONFIRMED_MS) return;
  throw new AppError(
    'confirmation_required',
    'Confirm that it is you first: POST your password to /api/account/confirm, or sign in again. A confirmation lasts 15 minutes.',
  );
}

/** Stores that the user of a session has just proved who they are. */
export async function confirmSession(
  { db, now }: Pick<Context, 'db' | 'now'>,
  sessionId: string,
): Promise<void> {
  await db.update(sessions).set({ confirmedAt: now() }).where(eq(sessions.id, sessionId));
}
