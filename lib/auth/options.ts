import 'server-only';
import { headers } from 'next/headers';
import type { AuthOptions } from 'next-auth';
import type { Context } from '@/lib/context';
import { getEnv } from '@/lib/env';
import { AppError, errorName } from '@/lib/errors';
import { log } from '@/lib/log';
import { authAdapter } from './adapter';
import { admitByLink, admitByProvider } from './admission';
import { countMail } from './attempts';
import { clientAddress } from './client-address';
import { authProviders } from './providers';
import { HOME, safePath } from './safe-path';
import { SESSION_SECONDS, startSession } from './sessions';

type AuthContext = Pick<Context, 'db' | 'now' | 'defer'>;
type Callbacks = NonNullable<AuthOptions['callbacks']>;
type SignIn = NonNullable<Callbacks['signIn']>;

const refusal = (error: string) => `/sign-in?error=${error}`;

async function admit({ db }: AuthContext, input: Parameters<SignIn>[0]): Promise<string | boolean> {
  const { user, account, profile, email } = input;
  if (account?.type === 'credentials') return true;
  if (account?.type === 'oauth') return admitByProvider(db, account, profile, user.email);
  if (account?.type !== 'email' || typeof user.email !== 'string') return false;
  if (!email?.verificationRequest) return admitByLink(db, user.email);
  await countMail(db, user.email, clientAddress(await headers()));
  return true;
}

function signInCallback(ctx: AuthContext): SignIn {
  return async (input) => {
    try {
      return await admit(ctx, input);
    } catch (error) {
      // next-auth would show the message, which may hold a query and its values.
      if (error instanceof AppError) return refusal('TooManyAttempts');
      log().error({ error: errorName(error) }, 'sign-in failed');
      return refusal('Unavailable');
    }
  };
}

/** next-auth's own log lines, without what goes with them: that holds tokens, profiles and addresses. */
const logger: AuthOptions['logger'] = {
  error: (code) => log().warn({ code }, 'sign-in trouble'),
  warn: (code) => log().warn({ code }, 'sign-in warning'),
  debug: () => {},
};

/**
 * How next-auth works here: users in our database, a session cookie that counts only while its row in
 * `sessions` is there, our own pages, and errors as words that those pages know:
 *
 * - next-auth's: `CredentialsSignin` (one half was wrong), `OAuthAccountNotLinked`, `AccessDenied`, `Verification` ...
 * - ours: `TooManyAttempts`, `Unavailable` (the database), `Csrf` (the form is too old)
 */
export async function authOptions(ctx: AuthContext): Promise<AuthOptions> {
  return {
    secret: getEnv().authSecret,
    adapter: authAdapter(ctx.db),
    providers: await authProviders(ctx),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in', verifyRequest: '/sign-in/check-mail' },
    callbacks: {
      signIn: signInCallback(ctx),
      redirect: ({ url, baseUrl }) =>
        safePath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url, HOME),
      // The id alone, no `sub`: next-auth links a new account to the user of a cookie's `sub`,
      // without asking whether that session has ended.
      jwt: async ({ token, trigger, user }) =>
        trigger === 'signIn' || trigger === 'signUp'
          ? { sid: await startSession(ctx, user.id) }
          : { sid: token.sid },
      session: ({ session }) => ({ expires: session.expires }),
    },
    logger,
  };
}
