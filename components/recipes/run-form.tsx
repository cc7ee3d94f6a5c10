'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/layout/use-action';
import { PhotoPicker } from '@/components/photos/photo-picker';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import type { PhotoView } from '@/lib/photos';
import type { RecipeView, RunView } from '@/lib/recipes';
import { costOf } from './cost';
import { newRunKey, startRun } from './start-run';

type Props = {
  recipe: RecipeView;
  photo: PhotoView | null;
  onStarted: (runs: RunView[]) => void;
  onClose: () => void;
};

/** Chooses the photos of a recipe, says what it may cost, and runs it on each of them. */
export function RunForm({ recipe, photo, onStarted, onClose }: Props) {
  const t = useTranslations('recipes.start');
  const tCommon = useTranslations('common');
  const [photos, setPhotos] = useState<PhotoView[]>(photo ? [photo] : []);
  // A second press, or a request that was sent twice, starts no second run.
  const [key] = useState(newRunKey);
  const { busy, error, run, setError } = useAction();
  const { credits, unknown, asOf } = costOf(recipe.steps);
  const count = photos.length;

  function start() {
    if (count === 0) return setError(t('noPhoto'));
    run(async () => {
      const started: RunView[] = [];
      for (const { id } of photos) started.push(await startRun(recipe.id, id, `${key} ${id}`));
      onStarted(started);
    });
  }

  return (
    <div className="flex flex-col gap-4 border-line border-t pt-4">
      <div className="max-w-lg">
        <PhotoPicker photos={photos} onChange={setPhotos} multiple />
      </div>
      <p className="text-muted text-sm">
        {t('jobs', { jobs: recipe.steps.length * Math.max(1, count) })}{' '}
        {asOf !== null && t('credits', { credits: credits * Math.max(1, count), date: asOf })}{' '}
        {unknown > 0 && t('unknown', { steps: unknown })}
      </p>
      <ErrorMessage message={error} />
      <div className="flex flex-wrap gap-3">
        <Button variant="primary" busy={busy} onClick={start}>
          {t('start', { count: Math.max(1, count) })}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          {tCommon('cancel')}
        </Button>
      </div>
    </div>
  );
}
