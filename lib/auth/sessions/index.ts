import 'server-only';

export { assertConfirmed, confirmSession } from './confirm';
export {
  deleteAllSessions,
  deleteSession,
  endAllSessions,
  endOtherSessions,
  endSession,
} from './end';
export { findSignedIn, type SignedIn } from './find';
export { completeSession, findHalfSession, type HalfSession } from './half';
export { endListedSession, listSessions, type SessionView } from './list';
export { LINK_MINUTES, openSession, SESSION_SECONDS, startSession } from './start';
