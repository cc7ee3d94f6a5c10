import 'server-only';

export {
  type AccountLink,
  createAccountLink,
  type LinkPurpose,
  readAccountLink,
  useAccountLink,
} from './links';
export { proveAddress, type Removal, recordProof, removalAtFirstProof } from './prove-address';
export { accountChangeSchema } from './schemas';
export { learnLocale, mailLocale, updateAccount } from './update';
export { USER_DATA } from './user-data';
