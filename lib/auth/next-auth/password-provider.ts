import 'server-only';
import type { AuthOptions } from 'next-auth';
import type { Context } from '@/lib/context';
import { AppError, errorName } from '@/lib/errors';
import { log } from '@/lib/log';
import { clientAddress } from '../client-address';
import { checkPassword } from '../sign-in';

/** Sign-in by email address and password. */
export async function passwordProvider({
  db,
}: Pick<Context, 'db'>): Promise<AuthOptions['providers'][number]> {
  const { default: Credentials } = await import('next-auth/providers/credentials');
  return Credentials({
    credentials: { email: {}, password: {} },
    async authorize(credentials, request) {
      const { email, password } = credentials ?? {};
      try {
        const client = clientAddress(new Headers(request.headers));
        return await checkPassword({ db }, { email, password }, client);
      } catch (error) {
        // next-auth puts the message into a URL that the client sees, so it is an error code.
        if (error instanceof AppError) throw new Error('TooManyAttempts');
        log().error({ error: errorName(error) }, 'sign-in failed');
        throw new Error('Unavailable');
      }
    },
  });
}
