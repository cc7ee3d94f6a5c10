import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { headers } from 'next/headers';
import type { AuthOptions } from 'next-auth';
import { learnLocale } from '@/lib/account';
import type { Context } from '@/lib/context';
import { getEnv } from '@/lib/env';
import { AppError, errorName } from '@/lib/errors';
import { requestLocale } from '@/lib/i18n';
import { claimInvitation } from '@/lib/invitations';
import { log } from '@/lib/log';
import { noteSecondFactorDue } from '@/lib/request';
import { accountOf, logSecurity } from '@/lib/security-log';
import { countMailRequest } from '../attempt-limits';
import type { Claims } from '../claims';
import { currentSessionId, currentUser } from '../current-user';
import { deviceFor, rememberDevice } from '../device-cookie';
import { clientAddress } from '../forwarded-headers';
import { keptInvitation } from '../invitation-cookie';
import { takeLinkIntent } from '../link-intent';
import { oauthProviders } from '../providers';
import { HOME, safePath } from '../safe-path';
import { deleteSession, openSession, SESSION_SECONDS } from '../sessions';
import { authAdapter } from './adapter';
import { admitByLink, admitByProvider, isDisabled, linkOnRequest } from './admission';
import { emailProvider } from './email-provider';
import { type Completed, ownProviders } from './own-providers';

type AuthContext = Pick<Context, 'db' | 'now' | 'defer'>;
type Provider = AuthOptions['providers'][number];
type SignIn = NonNullable<NonNullable<AuthOptions['callbacks']>['signIn']>;

async function configuredProviders(ctx: AuthContext): Promise<Provider[]> {
  const { email } = getEnv();
  return [
    ...(await ownProviders(ctx)),
    ...(await Promise.all(oauthProviders().map(({ load }) => load()))),
    ...(email ? [await emailProvider(ctx, email)] : []),
  ];
}

const rejectWith = (error: string) => `/sign-in?error=${error}`;

async function admit(ctx: AuthContext, input: Parameters<SignIn>[0]): Promise<string | boolean> {
  const { user, account, profile, email } = input;
  // Only who has shown a right secret learns it. A request for a link is answered as for everybody.
  if (!email?.verificationRequest && (await isDisabled(ctx, user.id))) {
    return rejectWith('AccountDisabled');
  }
  if (account?.type === 'credentials') return true;
  if (account?.type === 'oauth') {
    const claims: Claims = { ...profile };
    const asking = await takeLinkIntent(ctx, account.provider);
    if (asking) return linkOnRequest(ctx, asking, account, claims);
    const keepSession = (await currentUser(ctx))?.sessionId ?? null;
    const invitation = await keptInvitation();
    return admitByProvider(ctx, account, claims, { invitation, keepSession });
  }
  if (account?.type !== 'email' || typeof user.email !== 'string') return false;
  if (!email?.verificationRequest) return admitByLink(ctx, user.email);
  const device = await deviceFor(ctx, user.email);
  await countMailRequest(ctx.db, clientAddress(await headers()), device);
  await claimInvitation(ctx, await keptInvitation(), user.email);
  await logSecurity(ctx, 'sign_in_link_requested', { account: accountOf(user.email) });
  return true;
}

function signInCallback(ctx: AuthContext): SignIn {
  return async (input) => {
    try {
      return await admit(ctx, input);
    } catch (error) {
      // next-auth would show the message, which may contain a query and its values.
      if (error instanceof AppError) return rejectWith('TooManyAttempts');
      log().error({ error: errorName(error) }, 'sign-in failed');
      return rejectWith('Unavailable');
    }
  };
}

const methodOf = (provider: string | undefined) =>
  provider === 'credentials' ? 'password' : (provider ?? 'unknown');

type Known = { id: string; passwordHash?: string };

/** The condition that what the sign-in rests on has not been removed or changed since it was checked. */
function restsOn({ id, passwordHash }: Known, method: string): SQL {
  if (method === 'email') return sql`1`;
  if (method === 'passkey') return sql`EXISTS (SELECT 1 FROM passkeys WHERE user_id = ${id})`;
  if (method === 'password') {
    return sql`EXISTS (SELECT 1 FROM passwords WHERE user_id = ${id} AND hash = ${passwordHash ?? ''})`;
  }
  return sql`EXISTS (SELECT 1 FROM accounts WHERE user_id = ${id} AND provider = ${method})`;
}

/**
 * Starts the session of a user who has just signed in, or takes the one that the second factor has completed.
 * @returns the session's id
 */
async function signIn(ctx: AuthContext, user: Known | Completed, method: string): Promise<string> {
  if ('sessionId' in user) {
    const { id: userId, sessionId, method: first, factor } = user;
    await rememberDevice(userId);
    await logSecurity(ctx, 'signed_in', { userId, method: first, factor });
    return sessionId;
  }
  // Its cookie replaces the one of an earlier session, which nobody could use or end any more.
  const replaced = await currentSessionId();
  const session = await openSession(ctx, user.id, {
    method,
    headers: await headers(),
    rests: restsOn(user, method),
  });
  await deleteSession(ctx, replaced);
  await learnLocale(ctx, user.id, await requestLocale());
  if (session.needsSecondFactor) noteSecondFactorDue();
  else await rememberDevice(user.id);
  const event = session.needsSecondFactor ? 'second_factor_asked' : 'signed_in';
  await logSecurity(ctx, event, { userId: user.id, method });
  return session.id;
}

/** Logs next-auth's codes without their metadata, which contains tokens, profiles and addresses. */
const logger: AuthOptions['logger'] = {
  error: (code) => log().warn({ code }, 'sign-in error'),
  warn: (code) => log().warn({ code }, 'sign-in warning'),
  debug: () => {},
};

/**
 * next-auth's configuration: users in our database, a session cookie that is valid only while its row in
 * `sessions` exists, and our own pages, which handle these error codes:
 *
 * - next-auth's: `CredentialsSignin`, `OAuthAccountNotLinked`, `AccessDenied`, `Verification`, ...
 * - ours: `AccountDisabled`, `TooManyAttempts`, `Unavailable` (the database failed), `Csrf` (the form has expired), `PasskeyRejected`,
 *   and of the second factor `WrongCode`, `AuthenticatorUnreadable`, `SignInExpired`
 */
export async function authOptions(ctx: AuthContext): Promise<AuthOptions> {
  return {
    secret: getEnv().authSecret,
    adapter: authAdapter(ctx, keptInvitation),
    providers: await configuredProviders(ctx),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in', verifyRequest: '/sign-in/check-mail' },
    callbacks: {
      signIn: signInCallback(ctx),
      redirect: ({ url, baseUrl }) =>
        safePath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url, HOME),
      // Only the session id, no `sub`: next-auth links a new account to the user in the cookie's `sub`
      // without checking that the session is still valid.
      jwt: async ({ token, trigger, user, account }) => {
        if (trigger !== 'signIn' && trigger !== 'signUp') return { sid: token.sid };
        return { sid: await signIn(ctx, user, methodOf(account?.provider)) };
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      // A user who signed up by password is created elsewhere.
      createUser: ({ user }) => logSecurity(ctx, 'signed_up', { userId: user.id }),
    },
    logger,
  };
}
