import 'server-only';

export { refreshAllIfDue, refreshIfDue, refreshNow, tryNow } from './refresh-if-due';
export { nextCheckDelay, settleStats } from './stats-store';
export { sweep } from './sweep';
