import { confirmAddress } from '@/lib/account';
import { currentUser, isOperator } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { readForm } from '@/lib/http/read-request';
import { signInPath } from '@/lib/paths';

const PAGE = '/settings/account';

/** The button of a mailed link's page: a plain form, which works without JavaScript. */
export const POST = endpoint({
  documented: false,
  access: 'public',
  response: { 200: { description: 'Never: it redirects to the account page.' } },
  handle: async ({ request, ctx }) => {
    const token = (await readForm(request)).get('token');
    const user = await currentUser(ctx);
    const person = user && { ...user, operator: isOperator(user) };
    const location = person
      ? `${PAGE}?notice=${await confirmAddress(ctx, person, token)}`
      : signInPath(`${PAGE}/confirm?${new URLSearchParams({ token: token ?? '' })}`);
    return new Response(null, { status: 303, headers: { location } });
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
