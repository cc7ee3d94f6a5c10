import { readBody } from '@/app/_http/body';
import { methods } from '@/app/_http/resource';
import { publicRoute } from '@/app/_http/route';
import { clientAddress, signUp, signUpSchema } from '@/lib/auth';

/** Makes an account from `{email, password, name?}`: 201. Signing in is a step of its own. */
const post = publicRoute(async ({ request, ctx }) => {
  const asked = await readBody(request, signUpSchema);
  await signUp(ctx, asked, clientAddress(request.headers));
  return Response.json({ ok: true }, { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
