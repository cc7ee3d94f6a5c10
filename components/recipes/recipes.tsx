'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useSWRConfig } from 'swr';
import type { Lists } from '@/components/new-job/list-field';
import { Button } from '@/components/ui/button';
import { announce } from '@/components/ui/feedback';
import { photoPicturePath } from '@/lib/paths';
import type { PhotoView } from '@/lib/photos';
import type { RecipeView, RunView } from '@/lib/recipes';
import { RecipeCard } from './recipe-card';
import { RecipeForm } from './recipe-form';
import { RUNS } from './run-list';

type Props = {
  recipes: RecipeView[];
  /** The photo that the person came with. */
  photo: PhotoView | null;
  lists: Lists;
};

/** The recipes of a user, and the form for a new one or a change. */
export function Recipes({ recipes, photo, lists }: Props) {
  const t = useTranslations('recipes');
  const router = useRouter();
  const { mutate } = useSWRConfig();
  /** The id of the recipe that is changed, or a new one. */
  const [editing, setEditing] = useState<string | null>(null);
  const form = (recipe: RecipeView | null) => (
    <RecipeForm
      recipe={recipe}
      lists={lists}
      onCancel={() => setEditing(null)}
      onSaved={() => {
        setEditing(null);
        announce(t('saved'));
        router.refresh();
      }}
    />
  );

  async function onStarted(runs: RunView[]) {
    announce(t('started', { count: runs.length }));
    await mutate((key) => Array.isArray(key) && key[0] === RUNS);
    const [first] = runs;
    if (first) document.getElementById(`run-${first.id}`)?.scrollIntoView({ block: 'center' });
  }

  return (
    <div className="flex flex-col gap-5">
      {photo && (
        <p className="flex items-center gap-4">
          <img
            src={photoPicturePath(photo.id, { size: '320', hash: photo.hash })}
            alt={photo.name ?? ''}
            className="size-20 shrink-0 rounded-print bg-sunken object-cover"
          />
          {t('withPhoto')}
        </p>
      )}
      {recipes.map((recipe) =>
        editing === recipe.id ? (
          <div key={recipe.id}>{form(recipe)}</div>
        ) : (
          <RecipeCard
            key={recipe.id}
            recipe={recipe}
            photo={photo}
            onEdit={() => setEditing(recipe.id)}
            onDeleted={() => router.refresh()}
            onStarted={onStarted}
          />
        ),
      )}
      {editing === 'new' ? (
        form(null)
      ) : (
        <Button
          variant={recipes.length === 0 ? 'primary' : 'secondary'}
          onClick={() => setEditing('new')}
          className="self-start"
        >
          <Plus aria-hidden className="size-4" />
          {t('new')}
        </Button>
      )}
    </div>
  );
}
