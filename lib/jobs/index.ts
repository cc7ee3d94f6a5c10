import 'server-only';

export { checkNow } from './check-now';
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
export { countPending, maintainJobs } from './keep-jobs';
export { getOrAddJob } from './look-up';
export { type PictureKind, pictureUrl, pictureUrlOf } from './picture-url';
export { selectTokenWithJob } from './read-ahead';
export { readJob } from './refresh';
export type { JobRow } from './row';
export { getSandboxHint, startSamples } from './samples';
export { jobNotFound } from './trouble';
export { type JobView, jobView } from './view';
