import 'server-only';

export { createShare, listShares, revokeShare } from './manage';
export { openShare, sharedPictureUrl } from './open';
export { type SharedJob, type ShareView, shareView } from './view';
