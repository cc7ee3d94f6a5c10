import 'server-only';

export { allowanceOf } from './allowance';
export {
  cancelAnySubmission,
  cancelSubmission,
  closeSubmission,
  resendSubmission,
} from './change';
export { checkSubmission } from './check';
export { selectSubmission } from './claim-next';
export { costsByUser, costsOf, type MonthCost, readMonth } from './costs';
export { HOOK_PATH } from './hook-secret';
export { maintainSubmissions } from './maintenance';
export {
  getSending,
  listOpenSubmissions,
  type OpenSubmission,
  openSubmission,
  type SendingView,
  sendingView,
  setSending,
} from './operator';
export { quote } from './quote';
export { findSubmissionOfJob, getSubmission, listSubmissions } from './read';
export { findByHook, receiveHook } from './receive-hook';
export type { SubmissionRow } from './rows';
export {
  quoteView,
  type SubmissionView,
  submissionParams,
  submissionRequest,
  submissionsBody,
  submissionsQuery,
  submissionView,
} from './schemas';
export { sendSoon } from './send-due';
export { isStopped, sendingFacts, setPaused } from './sending';
export { submit, submitVerbatim } from './submit';
