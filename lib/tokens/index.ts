import 'server-only';

export { createToken } from './create';
export { listTokens } from './list';
export { SCOPES, type Scope, TOKEN_PREFIX, type TokenView } from './model';
export { revokeToken } from './revoke';
export { newTokenSchema, tokenView } from './schemas';
export {
  type FindToken,
  type FoundToken,
  type KeptToken,
  selectToken,
  TOKEN_COLUMNS,
  type VerifiedToken,
  verifyToken,
} from './verify';
