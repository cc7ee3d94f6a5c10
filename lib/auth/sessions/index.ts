import 'server-only';

export { assertConfirmed, confirmSession } from './confirm';
export {
  deleteAllSessions,
  deleteOtherSessions,
  endAllSessions,
  endOtherSessions,
  endSession,
} from './end';
export { findSignedIn, type SignedIn } from './find';
export { LINK_MINUTES, SESSION_SECONDS, startSession } from './start';
