import 'server-only';
import { revalidated } from './etag';
import { serverTiming } from './server-timing';

/** What the drop-in answers with. */
type UpstreamText = {
  /** Upstream's JSON, verbatim. */
  body: string;
  /** How old that answer is, ms. */
  ageMs: number;
  /** When asking again makes sense, ms from now. */
  retryAfterMs?: number | null;
  /** Why the answer is not fresher, where the last ask failed. */
  trouble: { code: string } | null;
};

const seconds = (ms: number) => String(Math.ceil(ms / 1_000));

/**
 * The drop-in's answer: upstream's body, its age, and when asking again makes sense. A stale answer says
 * so in `Warning` (110, RFC 7234, section 5.5.1) and why in `X-Upstream-Trouble`.
 */
export function upstreamResponse(request: Request, answer: UpstreamText): Response {
  const headers: Record<string, string> = {
    'Cache-Control': 'private, no-store',
    Age: String(Math.floor(answer.ageMs / 1_000)),
  };
  if (typeof answer.retryAfterMs === 'number') {
    headers['Retry-After'] = seconds(answer.retryAfterMs);
  }
  if (answer.trouble) {
    headers.Warning = '110 bottega "Response is Stale"';
    headers['X-Upstream-Trouble'] = answer.trouble.code;
  }
  const timing = serverTiming();
  if (timing !== null) headers['Server-Timing'] = timing;
  return revalidated(request, answer.body, headers);
}
