import 'server-only';

export { createShare } from './create';
export { listShares } from './list';
export type { SharedJob, ShareView } from './model';
export { resolveShare, sharedPictureUrl } from './resolve';
export { revokeShare } from './revoke';
export { shareView } from './schemas';
