import 'server-only';
import type { AuthOptions, Profile } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { normalizeEmail } from '@/lib/email-address';
import { type Env, getEnv } from '@/lib/env';
import { type Claims, mergeClaims, provenAddress } from './claims';

type Provider = AuthOptions['providers'][number];

type Load<T> = (client: T) => Promise<Provider>;

/** `id` is part of the callback URL, `name` is shown on the button. */
type OAuthProvider = { id: string; name: string; load: () => Promise<Provider> };

async function github(client: NonNullable<Env['github']>): Promise<Provider> {
  const { default: GitHub } = await import('next-auth/providers/github');
  return GitHub({ ...client, checks: ['pkce', 'state'] });
}

/** A profile for next-auth. `addressProved` reaches `createUser` of the adapter. */
function profileOf(claims: Claims, provider: string) {
  const { sub, name, preferred_username } = claims;
  const names = [name, preferred_username].filter((text) => typeof text === 'string');
  return {
    id: String(sub),
    email: normalizeEmail(claims.email),
    name: names[0] ?? null,
    addressProved: provenAddress(provider, claims) !== null,
  };
}

async function google(client: NonNullable<Env['google']>): Promise<Provider> {
  const { default: Google } = await import('next-auth/providers/google');
  const profile = (claims: Claims) => profileOf(claims, 'google');
  return Google({ ...client, checks: ['pkce', 'state', 'nonce'], profile });
}

/** Any OpenID Connect issuer with a discovery document. */
async function oidc(issuer: NonNullable<Env['oidc']>): Promise<OAuthConfig<Claims>> {
  return {
    id: 'oidc',
    name: issuer.name,
    type: 'oauth',
    wellKnown: `${issuer.issuer}/.well-known/openid-configuration`,
    clientId: issuer.clientId,
    clientSecret: issuer.clientSecret,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    userinfo: {
      // With the ID token, the client checks that both are about the same account.
      request: async ({ client, tokens }) => {
        const set = tokens as Exclude<Parameters<typeof client.userinfo>[0], string>;
        const idToken: Claims = set.claims();
        const complete = idToken.email !== undefined && idToken.email_verified !== undefined;
        if (complete || !client.issuer.metadata.userinfo_endpoint) return idToken as Profile;
        return mergeClaims(idToken, await client.userinfo(set)) as Profile;
      },
    },
    profile: (claims) => profileOf(claims, 'oidc'),
  };
}

/**
 * The OAuth providers whose variables are set, in the order of their buttons. docs/architecture.md says what
 * else another one needs.
 */
export function oauthProviders(): OAuthProvider[] {
  const env = getEnv();
  const offer = <T>(client: T | undefined, id: string, name: string, load: Load<T>) =>
    client ? [{ id, name, load: () => load(client) }] : [];
  return [
    ...offer(env.github, 'github', 'GitHub', github),
    ...offer(env.google, 'google', 'Google', google),
    ...offer(env.oidc, 'oidc', env.oidc?.name ?? '', oidc),
  ];
}

/** Providers that check what a form of ours sends: `POST /api/auth/callback/<id>`. */
const OWN = ['credentials', 'passkey', 'second-factor'];

/** Whether a form of ours signs in with this provider, and no redirect to another site. */
export function isOwnProvider(id: string | undefined): boolean {
  return id !== undefined && OWN.includes(id);
}

/** The ways to sign in that this deployment offers, besides a password. */
export function signInMethods() {
  const { email, signUp, signUpDomains } = getEnv();
  const oauth = oauthProviders().map(({ id, name }) => ({ id, name }));
  return { oauth, email: email !== undefined, signUp, signUpDomains };
}
