import { z } from 'zod';
import { JOB_ID } from '@/lib/gepetto';
import { plainText } from '@/lib/plain-text';
import { STATES } from '../state';

/** Where a page of the history begins: behind this entry, newest first. */
export type Cursor = { addedAt: number; jobId: string };

const cursor = z
  .string()
  .regex(/^\d{1,16}\.[A-Za-z0-9_-]{1,128}$/, 'is not a cursor of ours')
  .transform((text): Cursor => {
    const dot = text.indexOf('.');
    return { addedAt: Number(text.slice(0, dot)), jobId: text.slice(dot + 1) };
  });

/** Written into a URL as `<addedAt ms>.<job id>`. */
export function formatCursor({ addedAt, jobId }: Cursor): string {
  return `${addedAt}.${jobId}`;
}

const state = z.enum(STATES).describe('Only jobs in this state.');
const mode = z.string().trim().min(1).max(100).describe('Only jobs of this mode.');
const q = plainText.trim().min(1).max(200).describe('Only jobs with this in their label or id.');

const page = z.object({
  state: state.optional().catch(undefined),
  mode: mode.optional().catch(undefined),
  q: q.optional().catch(undefined),
  archived: z
    .enum(['1', 'true'])
    .transform(() => true)
    .catch(false),
  after: cursor.optional().catch(undefined),
});

/** What of the history a page shows. All of it lives in the URL. */
export type HistoryFilter = z.infer<typeof page>;

/** Reads a page's search parameters; what makes no sense is left out, and of repeated ones the first counts. */
export function parseFilter(params: Record<string, string | string[] | undefined>): HistoryFilter {
  const first = Object.entries(params).map(([name, value]) => [
    name,
    Array.isArray(value) ? value[0] : value,
  ]);
  return page.parse(Object.fromEntries(first));
}

const ARCHIVED = { '0': false, false: false, '1': true, true: true, any: undefined } as const;
type Archived = keyof typeof ARCHIVED;

/** The same choice for scripts, which are told what makes no sense. */
export const historySelection = z.strictObject({
  state: state.optional(),
  mode: mode.optional(),
  q: q.optional(),
  archived: z
    .enum(Object.keys(ARCHIVED) as [Archived, ...Archived[]])
    .default('false')
    .transform((word) => ARCHIVED[word])
    .describe('Only archived jobs, only others (`false`, the default), or all of them (`any`).'),
});

/** What of the history is wanted; `archived: undefined` means both. */
export type HistorySelection = z.infer<typeof historySelection>;

/** As digits and nothing else: `Number` also understands `0x10`, `1e2` and " 1 ". */
const limit = z.preprocess(
  (text) => (typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : text),
  z.int('must be a whole number from 1 to 100').min(1).max(100).default(24),
);

/** A page of the history, for scripts. */
export const historyQuery = historySelection.extend({
  cursor: cursor.optional().describe('The `nextCursor` of the page before.'),
  limit: limit.describe('How many jobs at most.'),
});

/** An id that may be asked for. */
export const jobId = z
  .string()
  .regex(JOB_ID, 'is not a job id: ids have 1 to 128 letters, digits, "-" or "_"');
