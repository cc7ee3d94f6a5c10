import 'server-only';
import type { AuthOptions } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { type Env, getEnv } from '@/lib/env';

type Provider = AuthOptions['providers'][number];

type Load<T> = (client: T) => Promise<Provider>;

/** `id` is part of the callback URL, `name` is shown on the button. */
type OAuthProvider = { id: string; name: string; load: () => Promise<Provider> };

async function github(client: NonNullable<Env['github']>): Promise<Provider> {
  const { default: GitHub } = await import('next-auth/providers/github');
  return GitHub({ ...client, checks: ['pkce', 'state'] });
}

async function google(client: NonNullable<Env['google']>): Promise<Provider> {
  const { default: Google } = await import('next-auth/providers/google');
  return Google({ ...client, checks: ['pkce', 'state', 'nonce'] });
}

/** Whether an issuer says that it has checked the address. GitHub says nothing. */
export function isVerifiedByIssuer(claims: unknown): boolean {
  const { email_verified: verified } = (claims ?? {}) as { email_verified?: unknown };
  return verified === true || verified === 'true';
}

/** Adds to a new user whether the issuer has checked the address: `createUser` of the adapter reads it. */
function withProof(provider: Provider): Provider {
  if (provider.type !== 'oauth') return provider;
  // Options replace what next-auth's own providers define.
  const profile = provider.options?.profile ?? provider.profile;
  const options = {
    ...provider.options,
    profile: async (claims: unknown, tokens: Parameters<typeof profile>[1]) => ({
      ...(await profile(claims as never, tokens)),
      addressProved: isVerifiedByIssuer(claims),
    }),
  };
  return { ...provider, options } as Provider;
}

type Claims = { sub: string; email?: string; name?: string; preferred_username?: string };

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
    profile: ({ sub, email, name, preferred_username }) => ({
      id: sub,
      email: email ?? null,
      name: name ?? preferred_username ?? null,
    }),
  };
}

/**
 * The OAuth providers whose variables are set, in the order of their buttons. docs/architecture.md says what
 * else another one needs.
 */
export function oauthProviders(): OAuthProvider[] {
  const env = getEnv();
  const offer = <T>(client: T | undefined, id: string, name: string, load: Load<T>) =>
    client ? [{ id, name, load: async () => withProof(await load(client)) }] : [];
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
