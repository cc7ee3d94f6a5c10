'use client';

import { ChevronRight } from 'lucide-react';
import type { RecipeStep } from '@/lib/recipes/model';
import { useModeName } from './use-mode-name';

/** The parameters of a step that a person recognises it by. */
function remarkOf({ parameters }: RecipeStep): string {
  const { styleId, roomId, furnitureId, skyId, transformation, value } = parameters;
  return [styleId, roomId, furnitureId, skyId, transformation, value]
    .filter((one) => typeof one === 'string' && one !== '')
    .join(', ');
}

/** The steps of a recipe in one line, which wraps. */
export function RecipeSteps({ steps }: { steps: readonly RecipeStep[] }) {
  const nameOf = useModeName();
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
