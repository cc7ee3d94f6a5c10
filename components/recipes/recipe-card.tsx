'use client';

import { Pencil, Play, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi, ignoreGone } from '@/components/api-client';
import { Button, IconButton } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { announce } from '@/components/ui/feedback';
import type { PhotoView } from '@/lib/photos';
import type { RecipeView, RunView } from '@/lib/recipes';
import { isolate } from '@/lib/visible-text';
import { RecipeSteps } from './recipe-steps';
import { RunForm } from './run-form';

type Props = {
  recipe: RecipeView;
  /** The photo that the person came with. */
  photo: PhotoView | null;
  onEdit: () => void;
  onDeleted: () => void;
  onStarted: (runs: RunView[]) => void;
};

/** A recipe with what can be done with it. */
export function RecipeCard({ recipe, photo, onEdit, onDeleted, onStarted }: Props) {
  const t = useTranslations('recipes.card');
  const [running, setRunning] = useState(false);
  const [asking, setAsking] = useState(false);
  const name = isolate(recipe.name);

  async function remove() {
    await callApi('DELETE /api/recipes/{id}', { params: { id: recipe.id } }).catch(ignoreGone);
    announce(t('deleted'));
    onDeleted();
  }

  return (
    <section
      aria-label={recipe.name}
      className="flex flex-col gap-3 rounded-panel border border-line bg-panel p-4 sm:p-5"
    >
      <div className="flex items-start gap-1">
        <h2 dir="auto" className="wrap-anywhere min-w-0 flex-1 font-medium">
          {recipe.name}
        </h2>
        <IconButton name={t('edit', { name })} onClick={onEdit}>
          <Pencil aria-hidden className="size-4" />
        </IconButton>
        <IconButton name={t('delete', { name })} onClick={() => setAsking(true)}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      </div>
      <RecipeSteps steps={recipe.steps} />
      {running ? (
        <RunForm
          recipe={recipe}
          photo={photo}
          onClose={() => setRunning(false)}
          onStarted={(runs) => {
            setRunning(false);
            onStarted(runs);
          }}
        />
      ) : (
        <Button
          variant={photo ? 'primary' : 'secondary'}
          aria-label={t('runNamed', { name })}
          onClick={() => setRunning(true)}
          className="self-start"
        >
          <Play aria-hidden className="size-4" />
          {t('run')}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          title={t('deleteTitle', { name })}
          action={t('deleteAction')}
          onConfirm={remove}
          onClose={() => setAsking(false)}
        >
          {t('deleteBody')}
        </ConfirmDialog>
      )}
    </section>
  );
}
