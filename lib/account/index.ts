import 'server-only';

export {
  type AccountLink,
  createAccountLink,
  type LinkPurpose,
  readAccountLink,
  useAccountLink,
} from './links';
export { proveAddress, type Removal, recordProof, removalAtFirstProof } from './prove-address';
export { USER_DATA } from './user-data';
