import 'server-only';

export { currentUser, endCurrentSession, isOperator, requireUser } from './current-user';
export { clientAddress, requestOrigin } from './forwarded-headers';
export { loadAuthOptions } from './next-auth/load-options';
export { signInMethods } from './providers';
export { HOME, safePath } from './safe-path';
export { signUpSchema } from './schemas';
export { LINK_MINUTES, type SignedIn } from './sessions';
export { signUp } from './sign-up';
