import { z } from 'zod';
import { jobId } from '@/lib/jobs';
import { plainText } from '@/lib/plain-text';
import { embedSite } from './embed-site';
import {
  FEEDBACK_MODES,
  LONGEST_SHARE_PASSWORD,
  MAX_EMBED_SITES,
  MAX_ITEMS,
  MAX_NOTE,
  MAX_TITLE,
  MAX_VIEWS,
  SHARE_ENDS,
  SHORTEST_SHARE_PASSWORD,
} from './model';
import { calmLine, calmText } from './text';

const ms = z.int();

/** A link in its owner's list. Times are ms UTC. */
export const shareView = z
  .strictObject({
    id: z.string(),
    path: z
      .string()
      .nullable()
      .describe(
        "The link's path, `/s/<token>`. Null if NEXTAUTH_SECRET has changed since the link was created: the link still works, but cannot be shown.",
      ),
    title: z.string().nullable(),
    note: z.string().nullable(),
    jobs: z
      .array(z.strictObject({ jobId: z.string(), title: z.string().nullable() }))
      .describe('The jobs in their order, with their labels or modes. Removed ones are not here.'),
    showsSender: z
      .boolean()
      .describe("Whether the page names the owner's studio, or else the owner."),
    showsBefore: z.boolean().describe('Whether the page shows what each job started from.'),
    allowsDownload: z.boolean(),
    feedback: z
      .enum(FEEDBACK_MODES)
      .describe('`closed`: what was said is shown, and nothing more is taken.'),
    expiresAt: ms.nullable().describe('When it ends, ms UTC; null: never.'),
    hasPassword: z.boolean(),
    maxViews: z.int().nullable().describe('How many views it allows; null: any number.'),
    views: z.int().describe('Visitors, each counted once a day.'),
    firstViewAt: ms.nullable(),
    lastViewAt: ms.nullable(),
    likes: z.int(),
    comments: z.int(),
    unseen: z.int().describe('Likes and comments that the owner has not seen.'),
    embedSites: z.array(z.string()).describe('The sites that may embed it.'),
    createdAt: ms,
    ended: z
      .enum(SHARE_ENDS)
      .nullable()
      .describe(
        'Why it shows nothing: its time is over, its views are used up, or all its jobs were removed. Null while it works.',
      ),
  })
  .meta({
    id: 'ShareLink',
    description: 'A public link to one or more results. Times are ms UTC.',
  });

const most = (n: number) => `must be ${n.toLocaleString('en')} characters or fewer`;

const jobIds = z
  .array(jobId)
  .min(1, 'must name at least one job')
  .max(MAX_ITEMS, `must name ${MAX_ITEMS} jobs or fewer`)
  .refine((ids) => new Set(ids).size === ids.length, 'names a job twice')
  .describe('The jobs, in the order in which the page shows them.');

/** A password of a link. NFKC gives the same password for the same keys on every system. */
export const sharePassword = z
  .string({ error: 'must be a password' })
  // Before normalisation, whose cost and output grow with the input.
  .max(4 * LONGEST_SHARE_PASSWORD, `must be ${LONGEST_SHARE_PASSWORD} characters or fewer`)
  .normalize('NFKC')
  .refine(
    (word) => [...word].length <= LONGEST_SHARE_PASSWORD,
    `must be ${LONGEST_SHARE_PASSWORD} characters or fewer`,
  );

/** What a link shows and allows. */
const controls = {
  title: calmLine.max(MAX_TITLE, most(MAX_TITLE)).nullable(),
  note: calmText.trim().max(MAX_NOTE, most(MAX_NOTE)).nullable(),
  showsSender: z
    .boolean()
    .describe('Without it, a new link names the sender only if they have a studio name or logo.'),
  showsBefore: z.boolean(),
  allowsDownload: z.boolean(),
  feedback: z.enum(FEEDBACK_MODES, `must be one of ${FEEDBACK_MODES.join(', ')}`),
  expiresAt: z
    .int('must be a time, ms UTC')
    .max(253_402_300_799_000, 'must be before the year 10000')
    .nullable()
    .describe('When it ends, ms UTC, in the future; null: never. A new link ends after 7 days.'),
  password: sharePassword
    .refine(
      (word) => [...word].length >= SHORTEST_SHARE_PASSWORD,
      `must be ${SHORTEST_SHARE_PASSWORD} characters or more`,
    )
    .nullable()
    .describe('Null: none.'),
  maxViews: z
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(MAX_VIEWS, `must be ${MAX_VIEWS.toLocaleString('en')} or fewer`)
    .nullable()
    .describe('How many views it allows; null: any number.'),
  embedSites: z
    .array(embedSite)
    .max(MAX_EMBED_SITES, `must name ${MAX_EMBED_SITES} sites or fewer`)
    .describe('The sites that may embed it, for example `https://www.example.com`.'),
};

const controlsSchema = z.strictObject(controls).partial();

/** A new link. */
export const newShareSchema = controlsSchema.extend({ jobIds });

/** A new link to one job; it needs no choice. */
export const jobShareSchema = controlsSchema.optional();

/** What changes of a link. A text that is blank is removed. */
export const shareChangeSchema = controlsSchema.extend({ jobIds: jobIds.optional() });

export type JobShare = z.output<typeof jobShareSchema>;
export type NewShare = z.output<typeof newShareSchema>;
export type ShareChange = z.output<typeof shareChangeSchema>;

/** Path parameters of a link. Documented but not validated: an unknown id gives 404. */
export const shareParams = z.object({
  id: z
    .string()
    .describe("The link's `id`.")
    .meta({ examples: ['6f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f'] }),
});

/** The last link of a page: the next page starts below it. */
export type ShareCursor = { createdAt: number; id: string };

export const shareCursor = z
  .string()
  .regex(/^\d{1,16}\.[a-f0-9-]{36}$/, 'is not a cursor from `nextCursor`')
  .transform((text): ShareCursor => {
    const dot = text.indexOf('.');
    return { createdAt: Number(text.slice(0, dot)), id: text.slice(dot + 1) };
  });

/** `<createdAt ms>.<id>`, the form that a cursor has in a URL. */
export function formatShareCursor({ createdAt, id }: ShareCursor): string {
  return `${createdAt}.${id}`;
}

/** Query of `GET /api/shares`. */
export const sharesQuery = z.strictObject({
  q: plainText
    .trim()
    .min(1, 'must not be empty')
    .max(100, 'must be 100 characters or fewer')
    .optional()
    .describe(
      'Only links with this text in the title, the note, or the label, mode or ID of a job; or the link with this address.',
    ),
  jobId: jobId.optional().describe('Only links that show this job.'),
  cursor: shareCursor.optional().describe('`nextCursor` of the previous page.'),
});
