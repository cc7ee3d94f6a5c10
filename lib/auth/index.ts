import 'server-only';

export { countMailRequest, maySendMail } from './attempt-limits';
export { confirmationWays, confirmSignIn } from './confirmation';
export { mayBeFirst } from './create-user';
export { currentHalfSession, currentUser, endCurrentSession, requireUser } from './current-user';
export { deviceFor, rememberDevice } from './device-cookie';
export { clientAddress, requestOrigin } from './forwarded-headers';
export { keepInvitation } from './invitation-cookie';
export { intendToLink } from './link-intent';
export { loadAuthOptions } from './next-auth/load-options';
export {
  appointOperator,
  assertOperator,
  isActiveOperator,
  isListedOperator,
  isOperator,
  isOperatorRow,
} from './operators';
export {
  changePassword,
  readResetLink,
  requestReset,
  resetPassword,
  setPassword,
} from './passwords';
export { isOwnProvider, signInMethods } from './providers';
export { HOME, safePath } from './safe-path';
export { confirmationSchema, newPasswordSchema, passwordSchema, signUpSchema } from './schemas';
export {
  assertConfirmed,
  endAllSessions,
  endListedSession,
  endOtherSessions,
  LINK_MINUTES,
  listSessions,
  type SessionView,
  type SignedIn,
} from './sessions';
export { confirmByLink, readSignInLink, type SignInLink } from './sign-in-link';
export { signUp } from './sign-up';
