import 'server-only';

export { checkNow } from './check-now';
export { addJob } from './history/add';
export { changeEntry, openJob, openJobs, removeEntry } from './history/entry';
export { type ExportedJob, exportHistory } from './history/export';
export {
  type HistoryFilter,
  historyQuery,
  historySelection,
  jobId,
  parseFilter,
} from './history/filter';
export { listHistory, listJobs } from './history/list';
export { countPending, keepJobs } from './keep-jobs';
export { lookUpJob } from './look-up';
export { type PictureKind, pictureUrl, pictureUrlOf } from './picture-url';
export { readAhead } from './read-ahead';
export { readJob } from './refresh';
export type { JobRow } from './row';
export { getSandboxHint, startSamples } from './samples';
export { jobNotFound } from './trouble';
export { type JobView, jobView } from './view';
