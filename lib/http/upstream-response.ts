import 'server-only';
import { requestFacts } from '@/lib/request';
import { conditionalResponse } from './etag';

type UpstreamText = {
  /** Upstream's JSON, verbatim. */
  body: string;
  /** Time since upstream sent it, ms. */
  ageMs: number;
  /** How long to wait before the next request, ms. */
  retryAfterMs?: number | null;
  /** Why the last call to upstream failed, if it did. */
  trouble: { code: string } | null;
};

const seconds = (ms: number) => String(Math.ceil(ms / 1_000));
const oneDecimal = (ms: number) => ms.toFixed(1);

/** `Server-Timing` (W3C), ms: what this request itself spent on the database and on upstream, and the total. */
function serverTiming(): string | null {
  const facts = requestFacts();
  if (!facts) return null;
  const { spent, startedAt } = facts;
  const upstream = spent.upstream > 0 ? `, upstream;dur=${oneDecimal(spent.upstream)}` : '';
  const total = oneDecimal(performance.now() - startedAt);
  return `db;dur=${oneDecimal(spent.db)}${upstream}, total;dur=${total}`;
}

/**
 * The response of the drop-in: upstream's body and its age. A stale body has the reason in `X-Upstream-Trouble`, and
 * `Warning` for clients that know only that: 110 of RFC 7234, section 5.5.1, obsolete since RFC 9111, section 5.5.
 */
export function upstreamResponse(request: Request, text: UpstreamText): Response {
  const headers: Record<string, string> = {
    Age: String(Math.floor(text.ageMs / 1_000)),
  };
  if (typeof text.retryAfterMs === 'number') headers['Retry-After'] = seconds(text.retryAfterMs);
  if (text.trouble) {
    headers.Warning = '110 bottega "Response is Stale"';
    headers['X-Upstream-Trouble'] = text.trouble.code;
  }
  const timing = serverTiming();
  if (timing !== null) headers['Server-Timing'] = timing;
  return conditionalResponse(request, text.body, headers);
}
