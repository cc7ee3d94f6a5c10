import 'server-only';
import type { JobAnswer } from '@/lib/jobs';
import { revalidated } from './etag';

const seconds = (ms: number) => String(Math.ceil(ms / 1_000));

/**
 * The drop-in's answer: upstream's body, its age, and when asking again makes sense. A stale answer says
 * so in `Warning` (110, RFC 7234, section 5.5.1) and why in `X-Upstream-Trouble`.
 */
export function jobResponse(request: Request, answer: JobAnswer): Response {
  const headers = new Headers({
    'Cache-Control': 'private, no-store',
    Age: String(Math.floor(answer.ageMs / 1_000)),
  });
  if (answer.retryAfterMs !== null) headers.set('Retry-After', seconds(answer.retryAfterMs));
  if (answer.trouble) {
    headers.set('Warning', '110 bottega "Response is Stale"');
    headers.set('X-Upstream-Trouble', answer.trouble.code);
  }
  return revalidated(request, answer.body, headers);
}
