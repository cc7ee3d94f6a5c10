import 'server-only';

export { checkNow } from './check-now';
export { FORMATS, type Format } from './export-formats';
export { getOrAddJob } from './get-or-add';
export { addJob } from './history/add';
export { getJob, getJobs, removeJob, updateJob } from './history/entry';
export { type ExportedJob, exportHistory } from './history/export';
export {
  type HistoryFilter,
  historyQuery,
  historySelection,
  jobId,
  parseFilter,
} from './history/filter';
export { listHistory, listJobs } from './history/list';
export { countPending, maintainJobs } from './maintenance';
export { type PictureKind, pictureUrl, pictureUrlOf } from './picture-url';
export { readJob } from './refresh';
export type { JobRow } from './row';
export { getSandboxHint, startSamples } from './samples';
export { selectTokenWithJob } from './select-token-with-job';
export { jobNotFound } from './upstream-error';
export { type JobView, jobView } from './view';
