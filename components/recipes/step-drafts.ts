import {
  EMPTY_VALUES,
  type FieldProblem,
  type FormValues,
  formValuesOf,
  parametersOf,
  readAdditional,
} from '@/components/new-job/form-values';
import type { RecipeStep } from '@/lib/recipes/model';
import { checkRequest } from '@/lib/submissions/check-request';
import { isModeName, type ModeName } from '@/lib/submissions/modes';

/** A step while it is edited. `key` stays when steps are moved. */
export type StepDraft = { key: number; mode: ModeName; values: FormValues };

/** The mode of a step that is added: what a chain often ends with, and needs no further choice. */
const ADDED: ModeName = 'upscale';

const nextKey = (steps: readonly StepDraft[]) => Math.max(0, ...steps.map(({ key }) => key)) + 1;

/** The steps of a recipe, or of a new one. A mode that this version does not know is left out. */
export function draftsOf(steps: readonly RecipeStep[] | null): StepDraft[] {
  if (!steps) return [{ key: 1, mode: 'furnish', values: EMPTY_VALUES }];
  return steps.flatMap(({ mode, parameters }, at) =>
    isModeName(mode) ? [{ key: at + 1, mode, values: formValuesOf(mode, parameters) }] : [],
  );
}

export const addStep = (steps: readonly StepDraft[]): StepDraft[] => [
  ...steps,
  { key: nextKey(steps), mode: ADDED, values: EMPTY_VALUES },
];

/** Moves a step by one place; unchanged at the end. */
export function moveStep(steps: readonly StepDraft[], at: number, by: 1 | -1): StepDraft[] {
  const moved = [...steps];
  const [one, other] = [moved[at], moved[at + by]];
  if (!one || !other) return moved;
  moved[at] = other;
  moved[at + by] = one;
  return moved;
}

/** What is wrong with a step, field by field. Its photo is known when the recipe is run. */
export function problemsOf({ mode, values }: StepDraft): FieldProblem[] {
  const { problem } = readAdditional(mode, values.additional);
  const parameters = parametersOf(mode, values);
  const checked = checkRequest({ mode, parameters, photoId: 'of-the-run' });
  return problem ? [problem, ...checked] : checked;
}

export const toSteps = (steps: readonly StepDraft[]): RecipeStep[] =>
  steps.map(({ mode, values }) => ({ mode, parameters: parametersOf(mode, values) }));
