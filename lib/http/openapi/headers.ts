import { z } from 'zod';

/** Headers of an answer by their names. */
export type Headers = Record<string, z.ZodType>;

/** A header that may be missing, described once for the whole document. */
function shared(name: string, description: string) {
  return z
    .string()
    .optional()
    .meta({ description, header: { id: name } });
}

/** On every answer, also on those of the server in front of the app. */
export const everyAnswer = {
  'X-Request-Id': z.string().meta({
    description:
      'Names this request in the log: quote it to whoever runs this Bottega. The `X-Request-Id` of the request, where that has 8 to 64 letters, digits, "-" or "_".',
    header: { id: 'X-Request-Id' },
  }),
};

/** How a caller stands with the throttle; on every answer to one whom we know. */
export const rateLimitHeaders = {
  'RateLimit-Limit': shared('RateLimit-Limit', 'Requests that the caller has in a window.'),
  'RateLimit-Remaining': shared('RateLimit-Remaining', 'Requests that are left of them.'),
  'RateLimit-Reset': shared('RateLimit-Reset', 'Seconds until the window ends.'),
  'RateLimit-Policy': shared(
    'RateLimit-Policy',
    'Requests in a window, and its length: `600;w=60`.',
  ),
};

export const retryAfter = shared('Retry-After', 'Seconds until asking again makes sense.');

/** On an answer that can be asked for again with `If-None-Match`, and on the 304 to that. */
export const etagHeader = {
  ETag: z.string().describe('Send it back in `If-None-Match`, and get 304 while it still holds.'),
};

/** On an answer that is upstream's. */
export const upstreamHeaders = {
  Age: z.string().describe('Seconds since Gepetto was asked.'),
  Warning: shared(
    'Warning',
    '`110`, when Gepetto could not be asked just now: this is the last known answer.',
  ),
  'X-Upstream-Trouble': shared(
    'X-Upstream-Trouble',
    'Why Gepetto could not be asked, beside `Warning`.',
  ),
  'Server-Timing': shared(
    'Server-Timing',
    'Where the time went, ms: `db`, `upstream` where it was asked, and `total`.',
  ),
};
