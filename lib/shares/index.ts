import 'server-only';

export { createShare } from './create';
export { listShares } from './list';
export { getSharedPicture, resolveShare, type SharedJob } from './resolve';
export { revokeShare } from './revoke';
export { type ShareView, shareCursor, shareView } from './schemas';
export { withStoredOutput } from './temporary';
export { tokenOfLink } from './token';
