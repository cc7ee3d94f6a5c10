import { z } from 'zod';
import { currentUser } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { handleAuth } from '@/lib/http/next-auth/handle';
import { linkPage } from '@/lib/http/next-auth/request';

type Input = { request: Request; params: { nextauth: string[] }; ctx: Context };

/** `{user}` or `{}`. next-auth's own response would ignore that a session has been revoked. */
async function session({ ctx }: Input): Promise<Response> {
  const user = await currentUser(ctx);
  if (user === null) return Response.json({});
  const { id, email, name } = user;
  return Response.json({ user: { id, email, name } });
}

const isSession = ({ nextauth }: Input['params']) =>
  nextauth.length === 1 && nextauth[0] === 'session';

const nextAuth = {
  documented: false,
  access: 'public',
  params: z.object({ nextauth: z.array(z.string()) }),
  response: { 200: { description: "next-auth's response; see `lib/http/next-auth`." } },
} as const;

/** `session`, `csrf` (the token for our forms), `callback/<provider>`; a mailed link of version 0.1. */
export const GET = endpoint({
  ...nextAuth,
  handle: async (input) => {
    const { request, params, ctx } = input;
    if (isSession(params)) return session(input);
    const page = linkPage(request, params.nextauth);
    if (page === null) return handleAuth(ctx, request, params.nextauth);
    return new Response(null, { status: 303, headers: { location: page } });
  },
});

/** Our forms: `signin/<provider>`, `callback/credentials`, `callback/email` (a mailed link's button), `signout`. */
export const POST = endpoint({
  ...nextAuth,
  handle: ({ request, params, ctx }) => handleAuth(ctx, request, params.nextauth),
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
