import 'server-only';
import type { AuthOptions } from 'next-auth';
import type { Context } from '@/lib/context';

export { clientAddress } from './client-address';
export { currentUser, endCurrentSession, requireUser } from './current-user';
export { signInMethods } from './methods';
export { isOperator } from './operator';
export { requestOrigin } from './origin';
export { HOME, safePath } from './safe-path';
export type { SignedIn } from './sessions';
export { signUp, signUpSchema } from './sign-up';

/** next-auth's options for this process; loaded when asked for, since only its own route needs them. */
export async function authOptions(
  ctx: Pick<Context, 'db' | 'now' | 'defer'>,
): Promise<AuthOptions> {
  const options = await import('./options');
  return options.authOptions(ctx);
}
