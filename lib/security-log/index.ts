import 'server-only';

export { accountOf, logSecurity } from './log';
