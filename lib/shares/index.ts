import 'server-only';

export { createShare, listShares, revokeShare } from './manage';
export { resolveShare, type SharedJob, sharedPictureUrl } from './resolve';
export { type ShareView, shareView } from './schemas';
