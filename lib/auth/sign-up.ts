import 'server-only';
import type { z } from 'zod';
import type { Context } from '@/lib/context';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { accountOf, logSecurity } from '@/lib/security-log';
import { visibleOrNull } from '@/lib/visible-text';
import { countSignUp } from './attempt-limits';
import { createUser } from './create-user';
import { hashNewPassword } from './passwords';
import type { signUpSchema } from './schemas';

type Data = Pick<Context, 'db' | 'now' | 'defer'>;

const SENTENCES = {
  sign_up_closed: 'Sign-up is closed on this server. Ask its operator for an account.',
  invitation_required:
    'You need an invitation to sign up on this server. Ask its operator for a link.',
  invitation_invalid:
    'This invitation does not work: it was used, has ended, or is for another address. Ask the operator for a new one.',
  email_taken: 'There is already an account for this email address. Sign in instead.',
};

/** The errors of a sign-up, each with its line in the security log. */
async function refused(ctx: Data, email: string, code: keyof typeof SENTENCES): Promise<AppError> {
  await logSecurity(ctx, 'sign_up_failed', { account: accountOf(email), reason: code });
  return new AppError(code, SENTENCES[code]);
}

/**
 * Creates a user who signs in by email address and password, which proves no address.
 *
 * @param client from `clientAddress`
 * @throws AppError `sign_up_closed`, `invitation_required`, `invitation_invalid`, `common_password`, `email_taken`, or
 *   `too_many_requests` (20 an hour for one client)
 */
export async function signUp(
  ctx: Data,
  { email, password, name, invitation }: z.output<typeof signUpSchema>,
  client: string,
): Promise<{ id: string }> {
  if (getEnv().signUp === 'closed') throw await refused(ctx, email, 'sign_up_closed');
  await countSignUp(ctx.db, client);
  const created = await createUser(ctx, {
    applicant: { email, proved: false, invitation },
    name: visibleOrNull(name),
    passwordHash: await hashNewPassword(password, { email, name }),
  });
  if (created === 'taken') throw await refused(ctx, email, 'email_taken');
  if (created === 'not_admitted') {
    const code = invitation === undefined ? 'invitation_required' : 'invitation_invalid';
    throw await refused(ctx, email, code);
  }
  await logSecurity(ctx, 'signed_up', { userId: created.id, method: 'password' });
  return created;
}
