import { z } from 'zod';
import { isBlank } from '@/lib/visible-text';
import { FEEDBACK_KINDS, MAX_ANSWER, MAX_COMMENT, MAX_ITEMS, MAX_NAME } from './model';
import { shareParams } from './schemas';
import { calmLine, calmText } from './text';

const most = (n: number) => `must be ${n.toLocaleString('en')} characters or fewer`;

/** What a visitor said, as the owner sees it. Times are ms UTC. */
export const feedbackView = z
  .strictObject({
    id: z.string(),
    shareId: z.string(),
    jobId: z.string().nullable().describe('The result that it is about; null: all of the link.'),
    kind: z.enum(FEEDBACK_KINDS),
    name: z
      .string()
      .nullable()
      .describe('What the visitor calls themselves; nobody has checked it.'),
    text: z.string().nullable().describe('Null for a like.'),
    createdAt: z.int(),
    hidden: z.boolean().describe('Whether only the owner sees it.'),
    answer: z.string().nullable(),
    answeredAt: z.int().nullable(),
    seen: z.boolean().describe('Whether the owner had seen it before.'),
  })
  .meta({
    id: 'ShareFeedback',
    description: 'What a visitor of a link said. Times are ms UTC.',
  });

const item = z
  .int('must be the number of a result')
  .min(1, 'must be the number of a result')
  .max(MAX_ITEMS, 'must be the number of a result')
  .describe('The number of a result on the page, from 1.');

/** What a visitor says: whether they like a result, or a comment on a result or on all of the link. */
export const newFeedbackSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('like'), item, liked: z.boolean().default(true) }),
  z.strictObject({
    kind: z.literal('comment'),
    item: item.nullish(),
    name: calmLine.max(MAX_NAME, most(MAX_NAME)).nullish(),
    text: calmText
      .trim()
      .refine((text) => !isBlank(text), 'must not be empty')
      .max(MAX_COMMENT, most(MAX_COMMENT)),
  }),
]);

export type NewFeedback = z.output<typeof newFeedbackSchema>;

/** What the owner does with feedback. */
export const feedbackChangeSchema = z.strictObject({
  hidden: z.boolean().optional().describe('Whether only the owner sees it.'),
  answer: calmText
    .trim()
    .max(MAX_ANSWER, most(MAX_ANSWER))
    .nullable()
    .optional()
    .describe('What the page shows below it; null or blank: nothing.'),
});

export type FeedbackChange = z.output<typeof feedbackChangeSchema>;

/** Path parameters of a like or comment. */
export const feedbackParams = shareParams.extend({
  feedbackId: z
    .string()
    .describe("The like's or comment's `id`.")
    .meta({ examples: ['0b7e1c52-6f0e-4c1a-9d3b-2a8f5e7c4d10'] }),
});
