import 'server-only';

export { exportMyData } from './archive';
export { deleteMyAccount, summarizeMyAccount } from './delete';
