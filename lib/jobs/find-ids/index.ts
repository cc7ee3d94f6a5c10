export { findJobIds } from './find-job-ids';
