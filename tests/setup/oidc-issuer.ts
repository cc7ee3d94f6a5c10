import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider, { type Ctx } from 'oidc-provider';
import { browserFetch, type Client } from './client';

const CLIENT = { id: 'bottega', secret: 'a-secret-of-the-tests-alone' };

/** What the issuer says about the account that signs in next. `sub` identifies the account. */
export type IssuerClaims = { sub: string } & Record<string, unknown>;

type Options = {
  /** Where the issuer sends browsers back to. */
  redirectUris: string[];
  /** Puts the claims into the ID token too. By the standard they are at the userinfo endpoint. */
  inIdToken?: boolean;
};

function configuration({ redirectUris, inIdToken = false }: Options, claims: () => IssuerClaims) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: redirectUris }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['a-key-of-the-tests'] },
    claims: { email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    conformIdTokenClaims: !inIdToken,
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/login' },
    ttl: {
      AccessToken: 60,
      AuthorizationCode: 60,
      Grant: 60,
      IdToken: 60,
      Interaction: 60,
      Session: 60,
    },
    findAccount: (_ctx: Ctx, accountId: string) => ({ accountId, claims: async () => claims() }),
  };
}

/** An OpenID Connect issuer (oidc-provider) that signs everybody in at once, as the account that `as` names. */
export async function startIssuer(options: Options) {
  let claims: IssuerClaims = { sub: 'nobody' };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  const provider: Provider = new Provider(url, {
    ...configuration(options, () => claims),
    // Nobody is asked for consent.
    loadExistingGrant: async ({ oidc }: Ctx) => {
      const { clientId } = oidc.client;
      const grant = new provider.Grant({ clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const serve = provider.callback();
  server.on('request', (request, response) => {
    if (request.url !== '/login') return void serve(request, response);
    const login = { accountId: claims.sub };
    provider.interactionFinished(request, response, { login }).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  return {
    url,
    /** For the app's environment. */
    env: {
      OIDC_ISSUER: url,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_NAME: 'Studio ID',
    },
    /** Names the account that signs in from now on, and what the issuer says about it. */
    as: (next: IssuerClaims) => {
      claims = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export type Issuer = Awaited<ReturnType<typeof startIssuer>>;

/**
 * Signs in at the issuer, as the button of the sign-in page does.
 * @param ask the browser's `fetch` for the app
 * @returns where the app leads afterwards
 */
export async function signInAtIssuer(
  ask: Client['fetch'],
  issuer: Issuer,
  claims: IssuerClaims,
  callbackUrl = '/jobs',
): Promise<string> {
  issuer.as(claims);
  const { csrfToken } = (await (await ask('/api/auth/csrf')).json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, callbackUrl, json: 'true' });
  const answer = await ask('/api/auth/signin/oidc', { method: 'POST', body });
  const { url } = (await answer.json()) as { url: string };
  const atIssuer = browserFetch(issuer.url);
  let location = url;
  for (let step = 0; step < 10 && location.startsWith(issuer.url); step++) {
    const response = await atIssuer(location);
    const next = response.headers.get('location');
    if (next === null)
      throw new Error(`The issuer answered ${response.status}: ${await response.text()}`);
    location = new URL(next, location).href;
  }
  const back = await ask(location);
  return back.headers.get('location') ?? `${back.status}`;
}
