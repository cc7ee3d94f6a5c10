import { z } from 'zod';
import { plainText } from '@/lib/plain-text';
import { checkRequest, MAX_PHOTO_URL_LENGTH } from './check-request';
import {
  MAX_BATCH,
  SENDING_STATES,
  SHOWN_PROBLEMS,
  SUBMISSION_SOURCES,
  SUBMISSION_STATES,
} from './model';
import { MODE_NAMES } from './modes';

const ms = z.int().describe('Milliseconds since 1970, UTC.');

const parameters = z
  .record(z.string().max(100), z.unknown())
  .describe(
    "Gepetto's parameters of the mode, by Gepetto's names, without `url`, `mask` and `webhook`, which the server sets. Others than the documented ones are passed on.",
  );

/** What the form calls a photo and a mask. */
const FIELD_NAMES: Record<string, string> = { photo: 'photoId', mask: 'maskId' };

/** A wish to start one job. Refined with the table of modes, so that an error names the field. */
export const submissionRequest = z
  .strictObject({
    mode: z
      .string()
      .max(100)
      .describe(`One of ${MODE_NAMES.map((name) => `\`${name}\``).join(', ')}.`),
    parameters: parameters.default({}),
    photoId: z.string().max(100).nullish().describe('A photo of the caller.'),
    url: z
      .string()
      .max(MAX_PHOTO_URL_LENGTH)
      .nullish()
      .describe('In place of `photoId`: the address of a picture that Gepetto can read.'),
    maskId: z.string().max(100).nullish().describe('A mask over the photo.'),
    label: plainText.trim().max(200).nullish().describe('The label of the job in the history.'),
  })
  .superRefine((request, ctx) => {
    for (const { field, code, values } of checkRequest(request)) {
      const isParameter = !['mode', 'photo', 'mask', 'parameters'].includes(field);
      const path = isParameter ? ['parameters', field] : [FIELD_NAMES[field] ?? field];
      ctx.addIssue({ code: 'custom', path, message: sentenceOf(code, values) });
    }
  })
  .meta({ id: 'SubmissionRequest' });

export type SubmissionRequest = z.infer<typeof submissionRequest>;

/** What is wrong, as the API says it: after the name of the field. */
function sentenceOf(
  code: ReturnType<typeof checkRequest>[number]['code'],
  { min, max, options, first, second }: Record<string, string | number>,
): string {
  switch (code) {
    case 'unknown_mode':
      return `is not a mode. Use one of ${MODE_NAMES.join(', ')}`;
    case 'required':
      return 'is required';
    case 'both':
      return `cannot be combined with another field: send ${first} or ${second}, not both`;
    case 'not_taken':
      return 'is not taken by this mode';
    case 'not_allowed':
      return options === undefined
        ? 'needs a photo of yours'
        : `is not allowed in this mode. Use one of ${options}`;
    case 'not_an_option':
      return `must be one of ${options}`;
    case 'not_a_number':
      return 'must be a number';
    case 'out_of_range':
      return `must be from ${min} to ${max}`;
    case 'not_a_flag':
      return 'must be true or false';
    case 'not_a_text':
      return 'must be a text that is not empty';
    case 'not_an_address':
      return 'must be an address that begins with http:// or https://';
    case 'reserved':
      return 'is set by this server. Leave it out';
    case 'too_long':
      return `must have ${max} characters or fewer`;
  }
}

/** The body of `POST /api/submissions`, and of the quote. */
export const submissionsBody = z.strictObject({
  requests: z
    .array(submissionRequest)
    .min(1, 'must have at least one request')
    .max(MAX_BATCH, `must have ${MAX_BATCH} requests or fewer`),
});

/** A submission as its person sees it: plain data, safe to send to a browser. */
export const submissionView = z
  .strictObject({
    id: z.string(),
    batchId: z.string().nullable().describe('Shared by all submissions of one request.'),
    runId: z.string().nullable().describe('The run of a recipe that it belongs to.'),
    step: z.int().nullable().describe('Its step in the run, from 0.'),
    mode: z.string(),
    parameters: z.record(z.string(), z.unknown()),
    photoId: z.string().nullable(),
    label: z.string().nullable(),
    source: z.enum(SUBMISSION_SOURCES),
    state: z
      .enum(SUBMISSION_STATES)
      .describe(
        '`uncertain`: Gepetto may have started a job, and may bill it. It is never sent again unless a person wants it.',
      ),
    problem: z.enum(SHOWN_PROBLEMS).nullable(),
    reason: z.string().nullable().describe("Gepetto's words."),
    place: z.int().nullable().describe('Its place in the queue, from 1; null unless it is queued.'),
    createdAt: ms,
    sentAt: ms.nullable().describe('When it was last sent to Gepetto.'),
    settledAt: ms.nullable(),
    jobId: z.string().nullable().describe('The job that it started.'),
    credits: z.int().nullable().describe('Credits, as documented; null if they are not.'),
  })
  .meta({ id: 'Submission' });

export type SubmissionView = z.infer<typeof submissionView>;

/** Jobs that a user may start in a calendar month, UTC, and how many were. */
export const allowanceView = z.strictObject({
  used: z.int(),
  limit: z.int(),
  until: ms.describe('When the next month begins.'),
});

/** What requests would cost and how long they would take. */
export const quoteView = z
  .strictObject({
    jobs: z.int(),
    credits: z.int().nullable().describe('Documented credits of all jobs; null if none has any.'),
    euros: z.number().nullable().describe('Documented euros, without tax; null if none has any.'),
    asOf: z.string().nullable().describe('When the documentation of the prices was read.'),
    unknownPrices: z.int().describe('Jobs whose price is not documented.'),
    waitMs: z.int().describe('How long the budget of calls makes the last of them wait, ms.'),
    allowance: allowanceView.nullable().describe('Null without a monthly allowance.'),
    reachable: z.boolean().describe('Whether Gepetto can read the photos and call the webhook.'),
    sending: z.enum(SENDING_STATES),
  })
  .meta({ id: 'Quote' });

export type Quote = z.infer<typeof quoteView>;

/** Path parameters of a submission. Documented but not validated: an unknown id gives 404. */
export const submissionParams = z.object({
  id: z
    .string()
    .describe("The submission's `id`.")
    .meta({ examples: ['7d2f0f4c-9a53-4d0e-8f59-0d3c5f7a1b2e'] }),
});

const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

/** Query of `GET /api/submissions`. */
export const submissionsQuery = z.strictObject({
  open: flag.describe('`true`: only those that are queued, being sent, or uncertain.'),
  batchId: z.string().max(100).optional(),
  cursor: z.string().max(100).optional().describe('`nextCursor` of the previous page.'),
});

export type SubmissionsQuery = z.infer<typeof submissionsQuery>;
