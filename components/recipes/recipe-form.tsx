'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import type { Lists } from '@/components/new-job/list-field';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import type { RecipeView } from '@/lib/recipes';
import { MAX_RECIPE_NAME, MAX_STEPS } from '@/lib/recipes/model';
import { addStep, draftsOf, moveStep, problemsOf, toSteps } from './step-drafts';
import { StepFields } from './step-fields';

type Props = {
  /** The recipe that is changed; null for a new one. */
  recipe: RecipeView | null;
  lists: Lists;
  onSaved: (recipe: RecipeView) => void;
  onCancel: () => void;
};

/** Names a recipe and its steps. What is wrong is named at its field, when it is saved and from then on. */
export function RecipeForm({ recipe, lists, onSaved, onCancel }: Props) {
  const t = useTranslations('recipes.form');
  const tCommon = useTranslations('common');
  const [name, setName] = useState(recipe?.name ?? '');
  const [steps, setSteps] = useState(() => draftsOf(recipe?.steps ?? null));
  const [checked, setChecked] = useState(false);
  const { busy, error, run, setError } = useAction();
  const problems = checked ? steps.map(problemsOf) : [];

  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (steps.some((step) => problemsOf(step).length > 0)) return setError(t('incomplete'));
    const body = { name, steps: toSteps(steps) };
    run(async () => {
      const saved = recipe
        ? await callApi('PATCH /api/recipes/{id}', { params: { id: recipe.id }, body })
        : await callApi('POST /api/recipes', { body });
      onSaved(saved.recipe);
    });
  }

  return (
    <form onSubmit={submit} className="flex max-w-2xl flex-col gap-5">
      <Field
        label={t('name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={MAX_RECIPE_NAME}
        placeholder={t('example')}
        autoComplete="off"
        required
      />
      {steps.map((step, at) => (
        <StepFields
          key={step.key}
          step={step}
          at={at}
          count={steps.length}
          errors={problems[at] ?? []}
          lists={lists}
          onChange={(changed) => setSteps(steps.with(at, changed))}
          onMove={(by) => setSteps(moveStep(steps, at, by))}
          onRemove={() => setSteps(steps.toSpliced(at, 1))}
        />
      ))}
      {steps.length < MAX_STEPS && (
        <Button onClick={() => setSteps(addStep(steps))} className="self-start">
          <Plus aria-hidden className="size-4" />
          {t('add')}
        </Button>
      )}
      <ErrorMessage message={error} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" busy={busy}>
          {t('save')}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          {tCommon('cancel')}
        </Button>
      </div>
    </form>
  );
}
