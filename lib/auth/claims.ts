import { normalizeEmail } from '@/lib/email-address';
import { visibleOrNull } from '@/lib/visible-text';

/** What a provider says about its account: untrusted, except for what the provider itself vouches for. */
export type Claims = Record<string, unknown>;

/**
 * The providers that say whether an address is proved (OpenID Connect Core 1.0, 5.1). GitHub's profile does not: the
 * address there may be one that its owner has only typed.
 */
const PROVING = ['google', 'oidc'];

/** Some issuers send the text instead of the boolean. Everything else, and no claim, is no proof. */
const isTrue = (claim: unknown) => claim === true || claim === 'true';

/** Whether a provider says that nobody has proved the address. */
export function deniesAddress({ email_verified }: Claims): boolean {
  return email_verified === false || email_verified === 'false';
}

/**
 * The address that a provider vouches for, normalised; null if it vouches for none. The claim is read as the provider
 * sent it: next-auth lower-cases addresses, which turns some other letters into ASCII.
 */
export function provenAddress(provider: string, { email, email_verified }: Claims): string | null {
  return PROVING.includes(provider) && isTrue(email_verified) ? normalizeEmail(email) : null;
}

const MAX_LABEL = 100;

/** Control characters and direction overrides, which would break or reorder the line in the settings. */
const UNSAFE = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/** A name by which the owner of an account recognises it in the settings: its address, else its name there. */
export function accountLabel(claims: Claims): string | null {
  const { email, preferred_username, login, name } = claims;
  const texts = [email, preferred_username, login, name].map((claim) =>
    typeof claim === 'string' ? visibleOrNull(claim.replace(UNSAFE, '').slice(0, MAX_LABEL)) : null,
  );
  return texts.find((text) => text !== null) ?? null;
}

/**
 * The claims of an ID token and of the userinfo endpoint together. By the standard an ID token need not have an
 * address. The address and the word about it come from the same place: they are one statement.
 */
export function mergeClaims(idToken: Claims, userinfo: Claims): Claims {
  const { email, email_verified } = userinfo.email === undefined ? idToken : userinfo;
  return { ...idToken, ...userinfo, email, email_verified };
}
