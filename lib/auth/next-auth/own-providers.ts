import 'server-only';
import { headers } from 'next/headers';
import type { AuthOptions, User } from 'next-auth';
import type { Context } from '@/lib/context';
import { AppError, errorName } from '@/lib/errors';
import { log } from '@/lib/log';
import { assertion, provePasskey, relyingParty } from '@/lib/passkeys';
import { acceptCode } from '@/lib/second-factor';
import { currentHalfSession } from '../current-user';
import { readDevice } from '../device-cookie';
import { clientAddress, requestOrigin } from '../forwarded-headers';
import { checkPassword } from '../passwords';
import { completeSession, type HalfSession } from '../sessions';

type AuthContext = Pick<Context, 'db' | 'now' | 'defer'>;
type Provider = AuthOptions['providers'][number];

/** What completes a half session: its new id, and how its owner signed in. */
export type Completed = User & { sessionId: string; method: string; factor: string };

/** A code for the sign-in page. next-auth puts the message of an error into a URL that the client sees. */
class Refusal extends Error {}

/** Runs the check of a form, and turns what it throws into a code for the sign-in page. */
async function checked<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (!(error instanceof AppError)) {
      log().error({ error: errorName(error) }, 'sign-in failed');
      throw new Error('Unavailable');
    }
    const isUnreadable = error.code === 'authenticator_unreadable';
    throw new Error(isUnreadable ? 'AuthenticatorUnreadable' : 'TooManyAttempts');
  }
}

/** The proof by passkey in a form field. Null if it is none. */
function readProof(field: string) {
  try {
    return assertion.safeParse(JSON.parse(field)).data ?? null;
  } catch {
    return null;
  }
}

/** The passkey's owner. @throws Refusal */
async function ownerOf(
  ctx: AuthContext,
  purpose: Parameters<typeof provePasskey>[1],
  field: string,
): Promise<string> {
  const proof = readProof(field);
  const party = relyingParty(requestOrigin(await headers()));
  const owner = proof && (await provePasskey(ctx, purpose, party, proof));
  if (!owner) throw new Refusal('PasskeyRejected');
  return owner;
}

/** Shows the second factor. @throws Refusal */
async function showFactor(
  ctx: AuthContext,
  { id: sessionId, userId }: HalfSession,
  { code, passkey }: { code?: string; passkey?: string },
): Promise<string> {
  if (passkey) {
    await ownerOf(ctx, { kind: 'second_factor', userId, sessionId }, passkey);
    return 'passkey';
  }
  const device = await (await readDevice(ctx))(userId);
  const factor = await acceptCode(ctx, userId, code ?? '', { sessionId, device });
  if (factor === null) throw new Refusal('WrongCode');
  return factor;
}

async function completeSignIn(
  ctx: AuthContext,
  shown: { code?: string; passkey?: string },
): Promise<Completed> {
  const half = await currentHalfSession(ctx);
  if (half === null) throw new Refusal('SignInExpired');
  const factor = await showFactor(ctx, half, shown);
  const sessionId = await completeSession(ctx, half.id);
  if (sessionId === null) throw new Refusal('SignInExpired');
  return { id: half.userId, sessionId, method: half.method ?? 'unknown', factor };
}

/** Sign-in by email address and password, by passkey, and the second step of a sign-in. */
export async function ownProviders(ctx: AuthContext): Promise<Provider[]> {
  const { default: Credentials } = await import('next-auth/providers/credentials');
  return [
    Credentials({
      credentials: { email: {}, password: {} },
      authorize: (credentials, request) => {
        const { email, password } = credentials ?? {};
        const client = clientAddress(new Headers(request.headers));
        return checked(async () =>
          checkPassword(ctx, { email, password }, { client, deviceOf: await readDevice(ctx) }),
        );
      },
    }),
    // The id is repeated, because next-auth takes over an option only when it is called.
    {
      ...Credentials({
        id: 'passkey',
        credentials: { passkey: {} },
        authorize: (credentials) =>
          checked(async () => ({
            id: await ownerOf(ctx, { kind: 'sign_in' }, credentials?.passkey ?? ''),
          })),
      }),
      id: 'passkey',
    },
    {
      ...Credentials({
        id: 'second-factor',
        credentials: { code: {}, passkey: {} },
        authorize: (credentials) => checked(() => completeSignIn(ctx, credentials ?? {})),
      }),
      id: 'second-factor',
    },
  ];
}
