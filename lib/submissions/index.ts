import 'server-only';

export { type Allowance, allowanceOf } from './allowance';
export {
  cancelAnySubmission,
  cancelSubmission,
  closeSubmission,
  resendSubmission,
} from './change';
export { checkSubmission } from './check';
export { maintainSubmissions } from './maintenance';
export { quote } from './quote';
export { findSubmissionOfJob, getSubmission, listSubmissions } from './read';
export { findByHook, receiveHook } from './receive-hook';
export type { SubmissionRow } from './rows';
export {
  allowanceView,
  type Quote,
  quoteView,
  type SubmissionRequest,
  type SubmissionView,
  submissionParams,
  submissionRequest,
  submissionsBody,
  submissionsQuery,
  submissionView,
} from './schemas';
export { type SendingFacts, sendingFacts, setPaused } from './sending';
export { submit, submitVerbatim } from './submit';
export { waitForSubmission } from './wait';
