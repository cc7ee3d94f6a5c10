import 'server-only';

export { confirmationWays, confirmByPassword } from './confirmation';
export { mayBeFirst } from './create-user';
export { currentUser, endCurrentSession, requireUser } from './current-user';
export { clientAddress, requestOrigin } from './forwarded-headers';
export { keepInvitation } from './invitation-cookie';
export { loadAuthOptions } from './next-auth/load-options';
export { appointOperator, assertOperator, isActiveOperator, isOperator } from './operators';
export { signInMethods } from './providers';
export { HOME, safePath } from './safe-path';
export { passwordSchema, signUpSchema } from './schemas';
export {
  assertConfirmed,
  confirmSession,
  endAllSessions,
  endOtherSessions,
  LINK_MINUTES,
  type SignedIn,
} from './sessions';
export { signUp } from './sign-up';
