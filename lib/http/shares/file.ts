import 'server-only';
import { z } from 'zod';
import type { Context } from '@/lib/context';
import type { Visitor } from '@/lib/shares';
import { endpoint } from '../endpoint';
import { keepSecret, toCleanAddress } from './clean-address';
import { readVisitor } from './visitor';

type Input = { request: Request; ctx: Context; token: string; visitor: Visitor };

/** Whether a browser waits for a page, not a script for JSON: it is led to the page of the link, whatever that says. */
export const wantsPage = ({ headers }: Request): boolean =>
  headers.get('accept')?.includes('text/html') ?? false;

/** What a link has besides its page, for anyone with the address. */
export const sharedFile = (description: string, handle: (input: Input) => Promise<Response>) =>
  endpoint({
    documented: false,
    access: 'public',
    cors: 'none',
    params: z.object({ token: z.string() }),
    response: { 200: { description } },
    handle: async ({ request, params: { token }, ctx }) => {
      const clean = toCleanAddress(request);
      if (clean) return clean;
      const visitor = await readVisitor(ctx);
      return keepSecret(await handle({ request, ctx, token, visitor }));
    },
  });
