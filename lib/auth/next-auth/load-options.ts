import 'server-only';
import type { AuthOptions } from 'next-auth';
import type { Context } from '@/lib/context';

/** Loads next-auth's configuration on demand, since only its own route needs it. */
export async function loadAuthOptions(
  ctx: Pick<Context, 'db' | 'now' | 'defer'>,
): Promise<AuthOptions> {
  const { authOptions } = await import('./options');
  return authOptions(ctx);
}
