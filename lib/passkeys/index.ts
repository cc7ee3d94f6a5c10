import 'server-only';

export { addPasskey, newPasskeyOptions } from './add';
export type { Purpose } from './challenge';
export { deletePasskey, renamePasskey } from './change';
export { countPasskeys, listPasskeys } from './list';
export type { PasskeyView } from './model';
export { proofOptions, provePasskey } from './prove';
export { passkeyRejected, relyingParty } from './relying-party';
export {
  assertion,
  browserOptions,
  newCredential,
  passkeyName,
  passkeyParams,
  passkeyView,
} from './schemas';
