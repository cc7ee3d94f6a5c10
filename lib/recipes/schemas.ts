import { z } from 'zod';
import { plainText } from '@/lib/plain-text';
import { submissionRequest } from '@/lib/submissions';
import { MAX_RECIPE_NAME, MAX_STEPS, RUN_PROBLEMS, RUN_STATES, STEP_STATES } from './model';

const ms = z.int().describe('Milliseconds since 1970, UTC.');

const step = z
  .strictObject({
    mode: z.string().max(100).describe('A mode of `POST /api/submissions`.'),
    parameters: z
      .record(z.string().max(100), z.unknown())
      .default({})
      .describe("Gepetto's parameters of the mode, without `url`, `mask` and `webhook`."),
  })
  .superRefine((value, ctx) => {
    // The photo is known when the recipe is run.
    const checked = submissionRequest.safeParse({ ...value, photoId: 'of-the-run' });
    for (const { path, message } of checked.error?.issues ?? []) {
      ctx.addIssue({ code: 'custom', path, message });
    }
  });

const name = plainText
  .trim()
  .min(1, 'is empty')
  .max(MAX_RECIPE_NAME, `is longer than ${MAX_RECIPE_NAME} characters`);

const steps = z
  .array(step)
  .min(1, 'must have at least one step')
  .max(MAX_STEPS, `must have ${MAX_STEPS} steps or fewer`)
  .describe('In their order. Each step starts from the picture of the one before.');

/** The body of a new recipe. */
export const newRecipe = z.strictObject({ name, steps });

export type NewRecipe = z.infer<typeof newRecipe>;

/** What can be changed of a recipe. */
export const recipeChange = z
  .strictObject({ name: name.optional(), steps: steps.optional() })
  .refine((body) => Object.keys(body).length > 0, 'Send "name", "steps" or both')
  .meta({ minProperties: 1 });

export type RecipeChange = z.infer<typeof recipeChange>;

export const recipeParams = z.object({
  id: z
    .string()
    .describe('The ID of the recipe.')
    .meta({ examples: ['7d2f0f4c-9a53-4d0e-8f59-0d3c5f7a1b2e'] }),
});
export const runParams = z.object({
  id: z
    .string()
    .describe('The ID of the run.')
    .meta({ examples: ['7d2f0f4c-9a53-4d0e-8f59-0d3c5f7a1b2e'] }),
});

const storedStep = z.strictObject({
  mode: z.string(),
  parameters: z.record(z.string(), z.unknown()),
});

/** A recipe as its owner sees it. */
export const recipeView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    steps: z.array(storedStep),
    createdAt: ms,
    updatedAt: ms,
  })
  .meta({ id: 'Recipe', description: 'Steps that are run on a photo one after the other.' });

export type RecipeView = z.infer<typeof recipeView>;

/** A run of a recipe as its owner sees it. */
export const runView = z
  .strictObject({
    id: z.string(),
    recipeId: z.string().nullable().describe('Null once the recipe was deleted.'),
    name: z.string().describe('The name that the recipe had.'),
    photoId: z.string().nullable().describe('Null once the photo was deleted.'),
    state: z.enum(RUN_STATES),
    problem: z.enum(RUN_PROBLEMS).nullable().describe('Why it failed.'),
    reason: z
      .string()
      .nullable()
      .describe("The same in Gepetto's words; for `not_started` the code of this server's error."),
    step: z.int().describe('The step that is being worked on, or failed, from 0.'),
    startsAgain: z
      .boolean()
      .describe('Whether taking it up again starts another job for the step, which may cost.'),
    createdAt: ms,
    settledAt: ms.nullable(),
    steps: z.array(
      storedStep.extend({
        state: z.enum(STEP_STATES),
        submissionId: z.string().nullable(),
        jobId: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'RecipeRun', description: 'A recipe that is run on a photo, one job a step.' });

export type RunView = z.infer<typeof runView>;

/** The last run of a page: the next page begins after it. */
export type RunCursor = { createdAt: number; id: string };

export const formatRunCursor = ({ createdAt, id }: RunCursor): string => `${createdAt}.${id}`;

/** Query of `GET /api/recipe-runs`. */
export const runsQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,16}\.[\w-]{1,64}$/, 'is not a cursor from `nextCursor`')
    .transform((text): RunCursor => {
      const dot = text.indexOf('.');
      return { createdAt: Number(text.slice(0, dot)), id: text.slice(dot + 1) };
    })
    .optional()
    .describe('`nextCursor` of the previous page.'),
});

/** A page of runs. */
export const runsPage = z.strictObject({
  runs: z.array(runView).describe('The newest first.'),
  nextCursor: z.string().nullable().describe('Null on the last page.'),
});

export type RunsPage = z.infer<typeof runsPage>;
