import 'server-only';
import type { AuthOptions } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import type { Context } from '@/lib/context';
import { type Env, getEnv } from '@/lib/env';
import { AppError, errorName } from '@/lib/errors';
import { log, logFailure } from '@/lib/log';
import { mayReceiveLink } from './admission';
import { clientAddress } from './client-address';
import { normalizeEmail } from './email';
import { LINK_MINUTES, sendSignInMail } from './mail';
import { checkPassword } from './sign-in';

type Provider = AuthOptions['providers'][number];
type ProviderContext = Pick<Context, 'db' | 'defer'>;

async function passwordProvider({ db }: ProviderContext): Promise<Provider> {
  const { default: Credentials } = await import('next-auth/providers/credentials');
  return Credentials({
    credentials: { email: {}, password: {} },
    async authorize(credentials, request) {
      const { email, password } = credentials ?? {};
      try {
        const client = clientAddress(new Headers(request.headers));
        return await checkPassword({ db }, { email, password }, client);
      } catch (error) {
        // next-auth puts the message into an address that the asker sees: it is one of these words.
        if (error instanceof AppError) throw new Error('TooManyAttempts');
        log().error({ error: errorName(error) }, 'sign-in failed');
        throw new Error('Unavailable');
      }
    },
  });
}

async function githubProvider(client: NonNullable<Env['github']>): Promise<Provider> {
  const { default: GitHub } = await import('next-auth/providers/github');
  return GitHub({ ...client, checks: ['pkce', 'state'] });
}

async function googleProvider(client: NonNullable<Env['google']>): Promise<Provider> {
  const { default: Google } = await import('next-auth/providers/google');
  return Google({ ...client, checks: ['pkce', 'state', 'nonce'] });
}

type Claims = { sub: string; email?: string; name?: string; preferred_username?: string };

/** Any OpenID Connect issuer, found by its discovery document. */
function oidcProvider(oidc: NonNullable<Env['oidc']>): OAuthConfig<Claims> {
  return {
    id: 'oidc',
    name: oidc.name,
    type: 'oauth',
    wellKnown: `${oidc.issuer}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
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

async function emailProvider(
  { db, defer }: ProviderContext,
  email: NonNullable<Env['email']>,
): Promise<Provider> {
  const { default: Email } = await import('next-auth/providers/email');
  return Email({
    ...email,
    maxAge: LINK_MINUTES * 60,
    normalizeIdentifier(raw) {
      const address = normalizeEmail(raw);
      if (address === null) throw new Error('Not one plain e-mail address.');
      return address;
    },
    async sendVerificationRequest({ identifier, url }) {
      const sending = mayReceiveLink(db, identifier).then((may) =>
        may ? sendSignInMail(email, identifier, url) : undefined,
      );
      if (getEnv().signUpOpen) return sending;
      // Where not everybody gets a mail, neither the answer nor its time may tell who does.
      defer(sending.catch(logFailure('a sign-in mail could not be sent')));
    },
  });
}

/** The ways in, each present exactly when its variables are set. Loaded here, not by every route. */
export async function authProviders(ctx: ProviderContext): Promise<Provider[]> {
  const { github, google, oidc, email } = getEnv();
  return [
    await passwordProvider(ctx),
    ...(github ? [await githubProvider(github)] : []),
    ...(google ? [await googleProvider(google)] : []),
    ...(oidc ? [oidcProvider(oidc)] : []),
    ...(email ? [await emailProvider(ctx, email)] : []),
  ];
}
