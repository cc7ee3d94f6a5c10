import 'server-only';

export {
  ADDRESS_LINK_MINUTES,
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
  type AccountLink,
  createAccountLink,
  type LinkPurpose,
  readAccountLink,
  useAccountLink,
} from './links';
export { proveAddress, recordProof, removalAtFirstProof } from './prove-address';
export { type Removal, type RemovedKind, removedKinds } from './removal';
export { accountChangeSchema } from './schemas';
export { learnLocale, mailLocale, updateAccount } from './update';
export { USER_DATA } from './user-data';
export { anotherWayIn, type SignInMethods, type WaysIn, waysIn } from './ways-in';
