import 'server-only';

export { clientAddress } from './client-address';
export { currentUser, endCurrentSession, isOperator, requireUser } from './current-user';
export { loadAuthOptions } from './next-auth/load-options';
export { signInMethods } from './providers';
export { requestOrigin } from './request-origin';
export { HOME, safePath } from './safe-path';
export { signUpSchema } from './schemas';
export type { SignedIn } from './sessions';
export { signUp } from './sign-up';
