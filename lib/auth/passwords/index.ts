import 'server-only';

export { changePassword, setPassword } from './change';
export { checkPassword } from './check';
export { hashNewPassword, verifyPassword } from './hash';
export { requestReset } from './request-reset';
export { readResetLink, resetPassword } from './reset';
