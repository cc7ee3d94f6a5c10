import 'server-only';

export { LOG_FORMATS } from './formats';
export { exportSecurityLog, listSecurityLog } from './list';
export { accountOf, logSecurity } from './log';
export type { SecurityEvent } from './model';
export {
  parseSecurityQuery,
  type SecurityLine,
  securityLine,
  securityQuery,
  securitySelection,
} from './schemas';
