import 'server-only';
import { cookies, headers } from 'next/headers';
import { clientAddress, currentUser } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { isGuest, type Visitor } from '@/lib/shares';
import { GUEST_COOKIE, UNLOCK_COOKIE } from './cookies';

/** Who asks for something of a shared page. For server components and route handlers. */
export async function readVisitor(ctx: Context): Promise<Visitor> {
  const [all, jar] = await Promise.all([headers(), cookies()]);
  const guest = jar.get(GUEST_COOKIE)?.value ?? '';
  return {
    address: clientAddress(all),
    userAgent: all.get('user-agent') ?? '',
    userId: (await currentUser(ctx))?.id ?? null,
    unlock: jar.get(UNLOCK_COOKIE)?.value ?? null,
    guest: isGuest(guest) ? guest : null,
  };
}
