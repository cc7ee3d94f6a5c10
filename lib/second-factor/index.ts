import 'server-only';

export { acceptCode } from './accept';
export { confirmAuthenticator, startAuthenticator } from './authenticator';
export type { SecondFactor } from './model';
export { hasSecondFactor, needsSecondFactor } from './needs';
export { makeRecoveryCodes, replaceCodes } from './recovery-codes';
export { deleteUselessCodes, removeAuthenticator, removeSecondFactors } from './remove';
export { appSetupView, recoveryCodesView, typedCode } from './schemas';
export { getSecondFactor } from './state';
export type { AppSetup } from './totp';
