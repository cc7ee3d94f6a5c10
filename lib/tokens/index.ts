import 'server-only';

export { createToken, listTokens, revokeToken } from './manage';
export { SCOPES, type Scope, TOKEN_PREFIX, type TokenView } from './model';
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
