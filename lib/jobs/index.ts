import 'server-only';

export { addJob } from './add';
export { addJobsFromText } from './add-from-text';
export { askForJob, selectJobOwner } from './ask-for-job';
export { copyAgain } from './copy-again';
export { assertRoomFor } from './entry-limit';
export { type ExportedJob, exportHistory } from './export';
export { FORMATS } from './export-formats';
export { checkNow, getJob, getJobs } from './get';
export { getOrAddJob, selectTokenWithJob } from './get-or-add';
export type { StateCounts } from './history-query';
export { listHistory, listJobs } from './list';
export { countPending, maintainJobs } from './maintenance';
export type { PictureKind } from './model';
export { getPicture, type JobPicture, type PictureFacts, toJobPicture } from './picture';
export { refreshAllIfDue, refreshIfDue } from './refresh';
export { hasInput, isEndKnown, resultOf, VIEW_COLUMNS } from './rows';
export { getSandboxHint, startSamples } from './samples';
export {
  addedJobs,
  type HistoryFilter,
  historyQuery,
  historySelection,
  type JobView,
  jobId,
  jobParams,
  jobView,
  parseFilter,
  pastedText,
} from './schemas';
export { followStarted, startedJobWrites } from './started';
export { type UnusableFilter, unusableFilter } from './unusable-filter';
export { removeJob, updateJob } from './update';
export { notInHistory } from './upstream-error';
