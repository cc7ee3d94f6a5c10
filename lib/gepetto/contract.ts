import { z } from 'zod';

// Upstream's responses, as far as they are documented. Only `status` is required: any other field may be
// missing or have another type, and the response is still read.

const text = z.string().min(1);

/** Documented as one URL. Of a list, the first is used. */
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

/** The fields of a job that we use; `createdAt` in ms UTC. */
export type UpstreamJob = Pick<z.infer<typeof job>, 'status' | 'mode' | 'output' | 'createdAt'>;

const created = job.extend({ id: z.string() });

function parseJson(body: string): unknown {
  try {
    // Some servers send a byte order mark, which JSON does not allow (RFC 8259, section 8.1).
    return JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** Parses the body of `GET /job/<id>`; undefined if it is not a job. */
export function parseJob(body: string): UpstreamJob | undefined {
  return job.safeParse(parseJson(body)).data;
}

/** Parses the response to a POST that starts a job; undefined if it is not a job with an id. */
export function parseCreatedJob(body: string): (UpstreamJob & { id: string }) | undefined {
  return created.safeParse(parseJson(body)).data;
}

/** True for a JSON array or object. Upstream documents no more about its lookup lists. */
export function isCatalogueBody(body: string): boolean {
  const value = parseJson(body);
  return typeof value === 'object' && value !== null;
}

const failure = z.union([
  z.object({ error: text }).transform((body) => body.error),
  z.object({ error: z.object({ message: text }) }).transform((body) => body.error.message),
  z.object({ message: text }).transform((body) => body.message),
]);

/** The reason in the body of a failed job, at most 500 characters; null if there is none. Undocumented. */
export function parseFailure(body: string): string | null {
  return failure.safeParse(parseJson(body)).data?.slice(0, 500) ?? null;
}
