import { z } from 'zod';

/** Response headers by name. */
export type Headers = Record<string, z.ZodType>;

/** An optional header, described once for the whole document. */
function shared(name: string, description: string) {
  return z
    .string()
    .optional()
    .meta({ description, header: { id: name } });
}

/** On every response, including those of the server in front of the app. */
export const requestIdHeader = {
  'X-Request-Id': z.string().meta({
    description:
      'Identifies this request in the log. Quote it to the operator of this server. It is the `X-Request-Id` of the request if that has 8 to 64 letters, digits, "-" or "_".',
    header: { id: 'X-Request-Id' },
  }),
};

/** The caller's rate limit, on every response to an authenticated caller. */
export const rateLimitHeaders = {
  'RateLimit-Limit': shared('RateLimit-Limit', 'Requests allowed in a window.'),
  'RateLimit-Remaining': shared('RateLimit-Remaining', 'Requests left in this window.'),
  'RateLimit-Reset': shared('RateLimit-Reset', 'Seconds until the window ends.'),
  'RateLimit-Policy': shared(
    'RateLimit-Policy',
    'Requests allowed in a window, and its length in seconds: `600;w=60`.',
  ),
};

export const retryAfter = shared('Retry-After', 'Seconds to wait before the next request.');

/** On a response that supports `If-None-Match`, and on its 304. */
export const etagHeader = {
  ETag: z.string().describe('Send it in `If-None-Match` to get 304 while nothing has changed.'),
};

/** On a response that comes from Gepetto. */
export const upstreamHeaders = {
  Age: z.string().describe('Seconds since Gepetto sent this response.'),
  Warning: shared(
    'Warning',
    'Obsolete since RFC 9111, and sent only for clients that read it: `110` whenever `X-Upstream-Trouble` is sent. Use that.',
  ),
  'X-Upstream-Trouble': shared(
    'X-Upstream-Trouble',
    'Sent if Gepetto could not be reached: this is its last known response. The value is the reason.',
  ),
  'Server-Timing': shared(
    'Server-Timing',
    'Time spent, ms: `db`, `upstream` if Gepetto was called, and `total`.',
  ),
};

/** For an endpoint that supports conditional requests. */
export const ifNoneMatch = z.object({
  'If-None-Match': z.string().optional().describe('The `ETag` of an earlier response.'),
});
