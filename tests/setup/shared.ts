import type { Context } from '@/lib/context';
import { openShare, type PublicShare, type Visitor } from '@/lib/shares';

const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

/** Somebody with a phone, who is not signed in and has been told no password. */
export const VISITOR: Visitor = {
  address: '203.0.113.7',
  userAgent: PHONE,
  userId: null,
  unlock: null,
  guest: null,
};

/** The token in the path of a link. */
export const tokenOf = ({ path }: { path: string | null }): string =>
  path?.slice('/s/'.length) ?? '';

/** What a link shows to a visitor; null if it shows nothing. */
export async function shownTo(
  ctx: Context,
  token: string,
  visitor: Partial<Visitor> = {},
): Promise<PublicShare | null> {
  const opened = await openShare(ctx, token, { ...VISITOR, ...visitor }, { counts: true });
  return opened?.state === 'open' ? opened.share : null;
}
