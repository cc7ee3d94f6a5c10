import 'server-only';

export { TOKEN_PREFIX } from './format';
export { createToken, listTokens, newTokenSchema, revokeToken } from './manage';
export { tokenView } from './schemas';
export { SCOPES, type Scope } from './scopes';
export {
  type FindToken,
  type FoundToken,
  type KeptToken,
  selectToken,
  TOKEN_COLUMNS,
  type VerifiedToken,
  verifyToken,
} from './verify';
export type { TokenView } from './view';
