import 'server-only';
import { cookies, headers } from 'next/headers';
import { requestOrigin } from '@/lib/auth';
import { sharePath } from '@/lib/paths';
import { UNLOCKED_MS } from '@/lib/shares';

/** Says that the password of a link was right. Sealed; bound to the link and the password. */
export const UNLOCK_COOKIE = 'bottega-share';
/** Knows a browser again in which somebody has given feedback. Set with the first feedback, never to count views. */
export const GUEST_COOKIE = 'bottega-guest';

const GUEST_SECONDS = 180 * 24 * 60 * 60;

/** Sent only with requests for this link: nobody is followed from one link to another. */
async function setForShare(name: string, value: string, token: string, maxAge: number) {
  const secure = requestOrigin(await headers())?.startsWith('https://') ?? false;
  (await cookies()).set(name, value, {
    httpOnly: true,
    secure,
    sameSite: 'lax',
    path: sharePath(token),
    maxAge,
  });
}

/** Keeps what `unlockShare` returned. For route handlers. */
export const rememberUnlock = (token: string, unlock: string): Promise<void> =>
  setForShare(UNLOCK_COOKIE, unlock, token, UNLOCKED_MS / 1_000);

/** Keeps the random number of a browser. For route handlers. */
export const rememberGuest = (token: string, guest: string): Promise<void> =>
  setForShare(GUEST_COOKIE, guest, token, GUEST_SECONDS);
