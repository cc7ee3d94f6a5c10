import { z } from 'zod';

/** Where a page of the history begins: behind this entry, newest first. */
export type Cursor = { addedAt: number; jobId: string };

const cursor = z
  .string()
  .regex(/^\d{1,16}\.[A-Za-z0-9_-]{1,128}$/)
  .transform((text): Cursor => {
    const dot = text.indexOf('.');
    return { addedAt: Number(text.slice(0, dot)), jobId: text.slice(dot + 1) };
  });

/** Written into a URL as `<addedAt ms>.<job id>`. */
export function formatCursor({ addedAt, jobId }: Cursor): string {
  return `${addedAt}.${jobId}`;
}

const schema = z.object({
  state: z.enum(['pending', 'succeeded', 'failed', 'stalled']).optional().catch(undefined),
  mode: z.string().trim().min(1).max(100).optional().catch(undefined),
  q: z.string().trim().min(1).max(200).optional().catch(undefined),
  archived: z
    .enum(['1', 'true'])
    .transform(() => true)
    .catch(false),
  after: cursor.optional().catch(undefined),
});

/** What of the history is wanted. All of it lives in the URL. */
export type HistoryFilter = z.infer<typeof schema>;

/** Reads a page's search parameters; what makes no sense is left out, and of repeated ones the first counts. */
export function parseFilter(params: Record<string, string | string[] | undefined>): HistoryFilter {
  const first = Object.entries(params).map(([name, value]) => [
    name,
    Array.isArray(value) ? value[0] : value,
  ]);
  return schema.parse(Object.fromEntries(first));
}
