import { z } from 'zod';

// What a request may wish for to try out what happens. Upstream has none of these fields, and ignores them.

const seconds = z.coerce.number().min(0).max(16_000);
const schema = z.object({
  /** How long the job takes. */
  sandbox_seconds: seconds.optional().catch(undefined),
  sandbox_fate: z.enum(['success', 'failed']).optional().catch(undefined),
  /** Answers with this status, and starts no job. */
  sandbox_status: z.coerce.number().int().min(400).max(599).optional().catch(undefined),
  /** Starts a job, and then answers with a page of HTML, closes the connection, or never answers. */
  sandbox_answer: z.enum(['html', 'close', 'silence']).optional().catch(undefined),
  /** Whether a job is started, if `sandbox_status` or `sandbox_answer` is set. */
  sandbox_started: z.stringbool().or(z.boolean()).optional().catch(undefined),
  /** Only so many equal requests get that answer; the next ones are answered as usual. */
  sandbox_times: z.coerce.number().int().min(1).optional().catch(undefined),
});

export type Wishes = {
  durationMs: number | undefined;
  fate: 'success' | 'failed' | undefined;
  fault: Fault | undefined;
};

export type Fault = {
  status: number | undefined;
  answer: 'html' | 'close' | 'silence' | undefined;
  started: boolean;
};

/** The longest memory of `sandbox_times`, requests. */
const MAX_COUNTED = 10_000;
const counted = new Map<string, number>();

/** Whether this is one of the first `times` requests that are equal but for their addresses. */
function isAmong(times: number | undefined, body: Record<string, unknown>): boolean {
  if (times === undefined) return true;
  const { url: _, mask: __, webhook: ___, ...rest } = body;
  const key = JSON.stringify(rest);
  const before = counted.get(key) ?? 0;
  if (counted.size >= MAX_COUNTED) counted.clear();
  counted.set(key, before + 1);
  return before < times;
}

/** The wishes of a request, in its query or its body. What is no such wish is ignored. */
export function wishesOf(query: URLSearchParams, body: unknown): Wishes {
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const wished = schema.parse({ ...fields, ...Object.fromEntries(query) });
  const { sandbox_status: status, sandbox_answer: answer, sandbox_seconds } = wished;
  const started = wished.sandbox_started ?? status === undefined;
  const isFault = status !== undefined || answer !== undefined;
  return {
    durationMs: sandbox_seconds === undefined ? undefined : sandbox_seconds * 1_000,
    fate: wished.sandbox_fate,
    fault:
      isFault && isAmong(wished.sandbox_times, fields) ? { status, answer, started } : undefined,
  };
}

/** A body without the wishes and the addresses: upstream repeats the rest in its answer. */
export function echoOf(body: Record<string, unknown>): Record<string, unknown> {
  const hidden = new Set(['url', 'mask', 'webhook', ...Object.keys(schema.shape)]);
  return Object.fromEntries(Object.entries(body).filter(([name]) => !hidden.has(name)));
}
