import { z } from 'zod';

/**
 * Upstream's wire format, as far as it is documented. Only `status` is relied on; everything else may
 * be absent or of another type without making an answer unreadable.
 */

const text = z.string().min(1);

/** `output` is documented as one address; a list is read as its first. */
const output = z.union([
  text,
  z
    .array(text)
    .nonempty()
    .transform((list) => list[0]),
]);

const job = z.looseObject({
  status: text.max(200),
  mode: text.max(100).optional().catch(undefined),
  output: output.optional().catch(undefined),
  createdAt: z.iso.datetime({ offset: true }).transform(Date.parse).optional().catch(undefined),
});

/** What we read from an answer to `GET /job/<id>`; `createdAt` in ms UTC. */
export type UpstreamJob = Pick<z.infer<typeof job>, 'status' | 'mode' | 'output' | 'createdAt'>;

const created = job.extend({ id: z.string() });

/** The lookup lists of upstream: `GET /<name>`. Whether there is one of skies is not documented. */
export type CatalogueName = 'styles' | 'rooms' | 'skies';

function parseJson(body: string): unknown {
  try {
    // Some servers begin with a byte order mark, which JSON has not (RFC 8259, section 8.1).
    return JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** Reads the body of an answer to `GET /job/<id>`; undefined where it is not a job. */
export function parseJob(body: string): UpstreamJob | undefined {
  return job.safeParse(parseJson(body)).data;
}

/** Reads the body of an answer to a creating POST: the new job and its id, or undefined. */
export function parseCreatedJob(body: string): (UpstreamJob & { id: string }) | undefined {
  return created.safeParse(parseJson(body)).data;
}

/** Whether a body is a JSON array or object: of a lookup list no more is documented for sure. */
export function isCatalogueBody(body: string): boolean {
  const value = parseJson(body);
  return typeof value === 'object' && value !== null;
}

const failure = z.union([
  z.object({ error: text }).transform((body) => body.error),
  z.object({ error: z.object({ message: text }) }).transform((body) => body.error.message),
  z.object({ message: text }).transform((body) => body.message),
]);

/** Upstream's own explanation in the body of a failed job; undocumented, so null where there is none. */
export function parseFailure(body: string): string | null {
  return failure.safeParse(parseJson(body)).data?.slice(0, 500) ?? null;
}
