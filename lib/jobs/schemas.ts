import { z } from 'zod';
import { ERROR_CODES } from '@/lib/errors';
import { JOB_ID, UPSTREAM_ERROR_WORDS } from '@/lib/gepetto';
import { plainText } from '@/lib/plain-text';
import { resultView } from '@/lib/results';
import { MAX_PASTED_CHARACTERS, MAX_SEARCH_CHARACTERS, STATES } from './model';

/** A job id as a parameter or in a body. */
export const jobId = z
  .string()
  .regex(JOB_ID, 'is not a job ID: IDs have 1 to 128 letters, digits, "-" or "_"');

/** Path parameters of a job. Documented but not validated: an unknown id gives 404. */
export const jobParams = z.object({
  id: z
    .string()
    .describe("The job's ID at Gepetto.")
    .meta({ examples: ['Xk3v9Tq0aB2cD4eF'] }),
});

const ms = z.int().meta({
  id: 'Time',
  description:
    'Milliseconds since 1970, UTC: `new Date(time).toISOString()` in JavaScript gives RFC 3339.',
  examples: [1_767_225_600_000],
});

const trouble = z
  .strictObject({
    code: z.enum(UPSTREAM_ERROR_WORDS),
    message: z.string().describe('What happened and what to do, in a sentence or two.'),
    at: ms,
  })
  .meta({ id: 'Trouble', description: 'Why the last check of a job failed.' });

/** Why the last check of a job failed. */
export type UpstreamErrorBody = z.infer<typeof trouble>;

/** A job in a user's history: plain data, safe to send to a browser. Times are ms UTC. */
export const jobView = z
  .strictObject({
    id: z.string(),
    state: z.enum(STATES).describe('Derived from `status`. `succeeded` and `failed` are final.'),
    status: z
      .string()
      .nullable()
      .describe("Gepetto's own value; null until Gepetto has responded."),
    mode: z.string().nullable().describe('What the job does, for example `redesign` or `furnish`.'),
    label: z.string().nullable().describe('The name that the user gave it.'),
    addedAt: ms.describe('When the job was added to the history, ms UTC.'),
    archived: z.boolean(),
    createdAt: ms.describe('When Gepetto created it, or when it was first requested here, ms UTC.'),
    createdKnown: z
      .boolean()
      .describe(
        "Whether `createdAt` is Gepetto's time; otherwise when it was first requested here.",
      ),
    settledAt: ms.nullable().describe('When Bottega learnt that the job had finished, ms UTC.'),
    endKnown: z
      .boolean()
      .describe(
        'Whether `settledAt` is about when it finished: Bottega saw it pending just before.',
      ),
    checkedAt: ms.nullable().describe('When Gepetto last returned the job, ms UTC.'),
    nextCheckAt: ms
      .nullable()
      .describe('Time of the next check, ms UTC; null unless the job is pending.'),
    hasPicture: z.boolean().describe('Whether `/api/jobs/{id}/picture` has its result.'),
    result: resultView.nullable().describe("Bottega's copy of the result; null without a result."),
    hasInput: z
      .boolean()
      .describe('Whether `/api/jobs/{id}/picture?of=input` has the input picture.'),
    photo: z
      .strictObject({
        id: z.string(),
        results: z.int().describe("How many jobs of the caller's history have it, up to 100."),
      })
      .nullable()
      .describe('The photo that the job was started with, if it is one of the caller.'),
    failure: z.string().nullable().describe("Gepetto's own explanation of a failure, if any."),
    trouble: trouble.nullable().describe('Why the last check failed; null if it succeeded.'),
  })
  .meta({
    id: 'Job',
    description: "A job in the caller's history.",
    examples: [
      {
        id: 'Xk3v9Tq0aB2cD4eF',
        state: 'succeeded',
        status: 'success',
        mode: 'furnish',
        label: 'Living room, north',
        addedAt: 1_767_225_600_000,
        archived: false,
        createdAt: 1_767_225_590_000,
        createdKnown: true,
        settledAt: 1_767_225_640_000,
        endKnown: true,
        checkedAt: 1_767_225_640_000,
        nextCheckAt: null,
        hasPicture: true,
        result: {
          state: 'stored',
          problem: null,
          picture: {
            hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
            type: 'image/png',
            bytes: 2_097_152,
            width: 1536,
            height: 1024,
            thumbHash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
          },
        },
        hasInput: false,
        photo: null,
        failure: null,
        trouble: null,
      },
    ],
  });

export type JobView = z.infer<typeof jobView>;

/** A text in which job ids are searched. */
export const pastedText = z.string().min(1).max(MAX_PASTED_CHARACTERS);

/** The result of adding jobs. */
export const addedJobs = z.strictObject({
  job: jobView
    .nullable()
    .describe('The first job of `jobs`. Null only if the text has several IDs and none was added.'),
  jobs: z
    .array(jobView)
    .describe('The jobs that are now in the history, in the order of the text.'),
  notAdded: z
    .array(
      z.strictObject({
        id: z.string(),
        code: z.enum(ERROR_CODES).describe('`job_not_found` if Gepetto does not know the job.'),
        message: z.string().describe('What happened and what to do.'),
      }),
    )
    .describe('The IDs that could not be added. Empty if the request has a single ID.'),
});

export type AddedJobs = z.infer<typeof addedJobs>;

/** The last entry of a page of the history: the next page starts below it. */
export type Cursor = {
  addedAt: number;
  jobId: string;
  /** Its row in the search index, where it is known; too large for a number. */
  position?: string | null | undefined;
};

const cursor = z
  .string()
  .regex(/^\d{1,16}\.[A-Za-z0-9_-]{1,128}$/, 'is not a cursor from `nextCursor`')
  .transform((text): Cursor => {
    const dot = text.indexOf('.');
    return { addedAt: Number(text.slice(0, dot)), jobId: text.slice(dot + 1) };
  });

/** `<addedAt ms>.<job id>`, the form that a cursor has in a URL. */
export function formatCursor({ addedAt, jobId }: Cursor): string {
  return `${addedAt}.${jobId}`;
}

const state = z.enum(STATES).describe('Only jobs in this state.');
const mode = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100, 'must be 100 characters or fewer')
  .describe('Only jobs of this mode.');
const q = plainText
  .trim()
  .min(1, 'must not be empty')
  .max(MAX_SEARCH_CHARACTERS, `must be ${MAX_SEARCH_CHARACTERS} characters or fewer`)
  .describe(
    'Only jobs with all of these words, in any order, in label, ID, mode or state. Case and accents do not matter. A word of one or two characters finds where a word begins.',
  );

const photo = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/, 'is not the ID of a photo')
  .describe('Only jobs that were started with this photo.');

const pageFilter = z.object({
  state: state.optional().catch(undefined),
  mode: mode.optional().catch(undefined),
  q: q.optional().catch(undefined),
  photo: photo.optional().catch(undefined),
  archived: z
    .enum(['1', 'true'])
    .transform(() => true)
    .catch(false),
  after: cursor.optional().catch(undefined),
});

/** The filter of the history page. Its URL contains all of it. */
export type HistoryFilter = z.infer<typeof pageFilter>;

/** Reads a page's search parameters. Invalid ones are ignored; the first of repeated ones counts. */
export function parseFilter(params: Record<string, string | string[] | undefined>): HistoryFilter {
  const first = Object.entries(params).map(([name, value]) => [
    name,
    Array.isArray(value) ? value[0] : value,
  ]);
  return pageFilter.parse(Object.fromEntries(first));
}

const ARCHIVED = { '0': false, false: false, '1': true, true: true, any: undefined } as const;
type Archived = keyof typeof ARCHIVED;

/** The same filter for the API, which rejects invalid parameters. */
export const historySelection = z.strictObject({
  state: state.optional(),
  mode: mode.optional(),
  q: q.optional(),
  photo: photo.optional(),
  archived: z
    .enum(Object.keys(ARCHIVED) as [Archived, ...Archived[]])
    .default('false')
    .transform((word) => ARCHIVED[word])
    .describe('Only archived jobs (`true`), only others (`false`, the default), or all (`any`).'),
});

/** Which entries of the history; `archived: undefined` means both. */
export type HistorySelection = z.infer<typeof historySelection>;

/** Digits only: `Number` also accepts `0x10`, `1e2` and " 1 ". */
const limit = z.preprocess(
  (text) => (typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : text),
  z.int('must be a whole number from 1 to 100').min(1).max(100).default(24),
);

/** Query of `GET /api/jobs`. */
export const historyQuery = historySelection.extend({
  cursor: cursor.optional().describe('`nextCursor` of the previous page.'),
  limit: limit.describe('The maximum number of jobs.'),
});
