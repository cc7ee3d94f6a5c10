import 'server-only';

export {
  confirmAddress,
  readAddressLink,
  requestAddress,
} from './change-address';
export {
  linkAccount,
  linkedAccountId,
  ownerOf,
  type ProviderAccount,
  unlinkAccount,
  updateLabel,
} from './linked-accounts';
export {
  createAccountLink,
  readAccountLink,
  useAccountLink,
} from './links';
export { proveAddress, recordProof, removalAtFirstProof } from './prove-address';
export { type Removal, removedKinds } from './removal';
export { accountChangeSchema } from './schemas';
export { learnLocale, mailLocale, updateAccount } from './update';
export { USER_DATA } from './user-data';
export { anotherWayIn, type WaysIn, waysIn } from './ways-in';
