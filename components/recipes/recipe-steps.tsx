'use client';

import { ChevronRight } from 'lucide-react';
import { useLocale } from 'next-intl';
import { useValueName } from '@/components/new-job/value-name';
import { itemName, KNOWN_ITEMS, type ListName } from '@/lib/catalogue/model';
import type { RecipeStep } from '@/lib/recipes/model';
import { useModeName } from './use-mode-name';

/** Returns a function that names the parameters of a step by which a person recognises it. */
function useRemark(): (step: RecipeStep) => string {
  const locale = useLocale();
  const valueName = useValueName();
  return ({ parameters }) => {
    const { styleId, roomId, furnitureId, skyId, transformation, value } = parameters;
    const listed = (list: ListName, id: unknown) => {
      const item = KNOWN_ITEMS[list].find((one) => one.id === id);
      return item ? itemName(item, locale) : id;
    };
    const words = [transformation, value].map((one) =>
      typeof one === 'string' ? valueName(one) : one,
    );
    const names = [
      listed('styles', styleId),
      listed('rooms', roomId),
      furnitureId,
      listed('skies', skyId),
      ...words,
    ];
    return names.filter((name) => typeof name === 'string' && name !== '').join(', ');
  };
}

/** The steps of a recipe in one line, which wraps. */
export function RecipeSteps({ steps }: { steps: readonly RecipeStep[] }) {
  const nameOf = useModeName();
  const remarkOf = useRemark();
  return (
    <ol className="flex flex-wrap items-center gap-x-1 gap-y-1.5 text-sm">
      {steps.map((step, at) => {
        const remark = remarkOf(step);
        return (
          <li key={at} className="flex items-center gap-1">
            {at > 0 && <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />}
            <span className="wrap-anywhere rounded-full bg-sunken px-2.5 py-1">
              {nameOf(step.mode)}
              {remark && <span className="text-muted"> · {remark}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
