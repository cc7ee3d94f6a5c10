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
export { completeSession, findHalfSession, type HalfSession } from './half';
export { LINK_MINUTES, openSession, SESSION_SECONDS, startSession } from './start';
