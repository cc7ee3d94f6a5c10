import 'server-only';

export { addFeedback } from './add-feedback';
export { createJobShare, createShare } from './create';
export { changeFeedback, deleteFeedback, listFeedback } from './feedback';
export { feedbackOfJobs } from './feedback-of-jobs';
export {
  feedbackChangeSchema,
  feedbackParams,
  feedbackView,
  newFeedbackSchema,
} from './feedback-schemas';
export { type SharedFile, sharedFiles } from './files';
export { isGuest } from './guest';
export { listJobShares, listShares } from './list';
export { getSharedPicture, nothingThere, type OpenedShare, openShare } from './open';
export type { PublicItem, PublicShare } from './public';
export { revokeJobShare, revokeShare, revokeShares } from './revoke';
export type { PublicComment } from './said';
export {
  jobShareSchema,
  type NewShare,
  newShareSchema,
  shareChangeSchema,
  shareCursor,
  shareParams,
  sharesQuery,
  shareView,
} from './schemas';
export {
  getSharedLogo,
  getStudio,
  getStudioLogo,
  removeStudioLogo,
  setStudioLogo,
} from './studio';
export { withStoredOutput } from './temporary';
export { unlockShare } from './unlock';
export { UNLOCKED_MS } from './unlock-cookie';
export { getShare, replaceAddress, updateShare } from './update';
export type { Visitor } from './visitor';
