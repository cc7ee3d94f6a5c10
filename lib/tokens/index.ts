import 'server-only';

export { TOKEN_PREFIX } from './format';
export { createToken, listTokens, newTokenSchema, revokeToken } from './manage';
export { SCOPES, type Scope } from './scopes';
export {
  type KeptToken,
  type ReadToken,
  TOKEN_COLUMNS,
  type VerifiedToken,
  verifyToken,
} from './verify';
export type { TokenView } from './view';
