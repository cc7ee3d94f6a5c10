import { z } from 'zod';

/** A header that may be missing, described once for the whole document. */
function shared(name: string, description: string) {
  return z
    .string()
    .optional()
    .meta({ description, header: { id: name } });
}

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
export const ageHeaders = {
  Age: z.string().describe('Seconds since Gepetto was asked.'),
  Warning: shared(
    'Warning',
    '`110`, when Gepetto could not be asked just now: this is the last known answer.',
  ),
};
