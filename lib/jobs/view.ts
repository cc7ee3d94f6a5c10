import { z } from 'zod';
import { TROUBLE } from '@/lib/db';
import { STATES } from './state';

const ms = z.int().meta({
  id: 'Time',
  description: 'Milliseconds since 1970, UTC.',
  examples: [1_767_225_600_000],
});

const trouble = z
  .strictObject({
    code: z.enum(TROUBLE),
    message: z.string().describe('One sentence: what happened and what to do.'),
    at: ms,
  })
  .meta({ id: 'Trouble', description: 'What was wrong with the last ask for a job.' });

/** What may be wrong with asking for a job, for the person who waits. */
export type Trouble = z.infer<typeof trouble>;

/** A job as its follower sees it: plain data, safe to send to a browser. Times are ms UTC. */
export const jobView = z
  .strictObject({
    id: z.string(),
    state: z.enum(STATES).describe('Our reading of `status`. `succeeded` and `failed` are final.'),
    status: z.string().nullable().describe("Gepetto's own word; null until it has answered."),
    mode: z.string().nullable().describe('What the job does: `redesign`, `furnish`, ...'),
    label: z.string().nullable().describe('The name that its follower gave it.'),
    addedAt: ms.describe('When it entered the history, ms UTC.'),
    archived: z.boolean(),
    createdAt: ms.describe('When Gepetto began it, or our first sight of it, ms UTC.'),
    settledAt: ms.nullable().describe('When we learnt that it has ended, ms UTC.'),
    checkedAt: ms.nullable().describe('When Gepetto last answered for it, ms UTC.'),
    nextCheckAt: ms
      .nullable()
      .describe('When it will be asked for again, ms UTC; null once there is nothing left to ask.'),
    hasPicture: z.boolean().describe('Whether `/api/jobs/{id}/picture` has its result.'),
    hasInput: z
      .boolean()
      .describe('Whether `/api/jobs/{id}/picture?of=input` has the picture that it was given.'),
    failure: z
      .string()
      .nullable()
      .describe("Gepetto's own explanation of a failure, where it gave one."),
    trouble: trouble.nullable().describe('Why the last ask brought no answer, if it did not.'),
  })
  .meta({
    id: 'Job',
    description: 'A job in the history of whoever asks.',
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
        settledAt: 1_767_225_640_000,
        checkedAt: 1_767_225_640_000,
        nextCheckAt: null,
        hasPicture: true,
        hasInput: false,
        failure: null,
        trouble: null,
      },
    ],
  });

export type JobView = z.infer<typeof jobView>;
