import 'server-only';

export { confirmationWays, confirmSignIn } from './confirmation';
export { mayBeFirst } from './create-user';
export { currentHalfSession, currentUser, endCurrentSession, requireUser } from './current-user';
export { clientAddress, requestOrigin } from './forwarded-headers';
export { keepInvitation } from './invitation-cookie';
export { loadAuthOptions } from './next-auth/load-options';
export {
  appointOperator,
  assertOperator,
  isActiveOperator,
  isListedOperator,
  isOperator,
  isOperatorRow,
} from './operators';
export { isOwnProvider, signInMethods } from './providers';
export { HOME, safePath } from './safe-path';
export { confirmationSchema, passwordSchema, signUpSchema } from './schemas';
export {
  assertConfirmed,
  confirmSession,
  endAllSessions,
  endOtherSessions,
  LINK_MINUTES,
  type SignedIn,
} from './sessions';
export { signUp } from './sign-up';
