import 'server-only';

export { TOKEN_PATTERN } from './format';
export { createToken, listTokens, newTokenSchema, revokeToken } from './manage';
export { SCOPES, type Scope } from './scopes';
export { type VerifiedToken, verifyToken } from './verify';
export type { TokenView } from './view';
