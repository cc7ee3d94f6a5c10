import type { ErrorCode } from '@/lib/errors';

/**
 * More parameters than any page or endpoint has. Next takes seconds for thousands of them. On one box the server in
 * front (scripts/server/rejections.mjs) refuses such a URL before Next sees it; here it is refused on every platform.
 */
export const MAX_PARAMETERS = 100;

export const TOO_MANY_PARAMETERS = {
  code: 'invalid_request' satisfies ErrorCode,
  message: `The URL has more than ${MAX_PARAMETERS} parameters. Send fewer.`,
} as const;

/** Whether the query of a URL has too many parameters. Counts them without parsing them. */
export function hasTooManyParameters(url: string): boolean {
  const query = url.indexOf('?');
  if (query === -1) return false;
  let count = 1;
  for (let at = url.indexOf('&', query); at !== -1; at = url.indexOf('&', at + 1)) {
    count += 1;
    if (count > MAX_PARAMETERS) return true;
  }
  return false;
}
