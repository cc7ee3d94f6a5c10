import { requestOrigin } from '@/lib/auth';
import { getEnv } from '@/lib/env';
import { endpoint, otherMethods } from '@/lib/http/endpoint';

/** RFC 9116 recommends less than a year, ms. */
const VALID_MS = 180 * 24 * 60 * 60 * 1_000;

/** Where to report a vulnerability (RFC 9116): SECURITY_CONTACT, else the site itself. */
export const GET = endpoint({
  documented: false,
  access: 'probe',
  response: { 200: { description: 'The file.' } },
  handle: async ({ request }) => {
    const { publicUrl, securityContact } = getEnv();
    // An address on the web must be an https one (section 2.5.4).
    const site = (requestOrigin(request.headers) ?? 'https://localhost').replace(
      /^http:/,
      'https:',
    );
    const lines = [
      `Contact: ${securityContact ?? site}`,
      `Expires: ${new Date(Date.now() + VALID_MS).toISOString()}`,
      'Preferred-Languages: en, fr',
      ...(publicUrl ? [`Canonical: ${publicUrl}/.well-known/security.txt`] : []),
    ];
    const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
    return new Response(`${lines.join('\n')}\n`, { headers });
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
