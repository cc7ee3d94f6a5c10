import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { readForm } from '@/lib/http/read-request';
import { keepSecret, toCleanAddress } from '@/lib/http/shares/clean-address';
import { rememberUnlock } from '@/lib/http/shares/cookies';
import { wantsPage } from '@/lib/http/shares/file';
import { readVisitor } from '@/lib/http/shares/visitor';
import { sharePath } from '@/lib/paths';
import { nothingThere, unlockShare } from '@/lib/shares';

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';

/**
 * Takes the password of a link from the form on its page, and leads back there.
 */
export const POST = endpoint({
  documented: false,
  access: 'public',
  sentBy: 'quiet page',
  cors: 'none',
  params: z.object({ token: z.string() }),
  response: { 200: { description: 'The page.' } },
  handle: async ({ request, params: { token }, ctx }) => {
    const clean = toCleanAddress(request);
    if (clean) return clean;
    const password = (await readForm(request)).get('password') ?? '';
    const unlocked = await unlockShare(ctx, token, await readVisitor(ctx), password);
    // A browser gets the page, which says it.
    if (!unlocked && !wantsPage(request)) throw nothingThere();
    if (unlocked?.state === 'open') await rememberUnlock(token, unlocked.unlock);
    const query = unlocked?.state === 'wrong' ? '?wrong=1' : '';
    const headers = { Location: `${sharePath(token)}${query}` };
    return keepSecret(new Response(null, { status: 303, headers }));
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
