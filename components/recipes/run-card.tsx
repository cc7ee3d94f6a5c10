'use client';

import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { ApiError, callApi } from '@/components/api-client';
import { useAction, useErrorMessage } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { RelativeTime } from '@/components/ui/time';
import { photoPicturePath } from '@/lib/paths';
import type { RunView } from '@/lib/recipes';
import { isolate } from '@/lib/visible-text';
import { RunStep } from './run-step';

type Props = { run: RunView; now: number; onChanged: (run: RunView) => void };

/** What a run has come to, in words. */
function RunWords({ run }: { run: RunView }) {
  const t = useTranslations('recipes.run');
  const describeError = useErrorMessage();
  const step = Math.min(run.step + 1, run.steps.length);
  const count = run.steps.length;
  const uncertain = run.state === 'running' && run.steps[run.step]?.state === 'uncertain';
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p role="status">{uncertain ? t('uncertain', { step }) : t(run.state, { step, count })}</p>
      {run.problem && <p className="text-danger">{t(`problem.${run.problem}`)}</p>}
      {run.reason && (
        <p dir="auto" className="wrap-anywhere text-muted">
          {run.problem === 'not_started'
            ? describeError(new ApiError(run.reason, run.reason, 0, null))
            : run.reason}
        </p>
      )}
    </div>
  );
}

/** One run: its photo, the picture of each step, and what to do if it failed. */
export function RunCard({ run, now, onChanged }: Props) {
  const t = useTranslations('recipes.run');
  const action = useAction();
  const { id, state, photoId } = run;

  function change(operation: 'resume' | 'cancel') {
    action.run(async () => {
      const changed = await callApi(`POST /api/recipe-runs/{id}/${operation}`, { params: { id } });
      onChanged(changed.run);
    });
  }

  return (
    <li
      id={`run-${id}`}
      className="flex flex-col gap-3 border-line border-b py-5 first:border-t"
      data-run={id}
      data-state={state}
    >
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 dir="auto" className="wrap-anywhere min-w-0 font-medium">
          {run.name}
        </h3>
        <span className="text-muted text-sm">
          <RelativeTime at={run.createdAt} now={now} />
        </span>
      </div>
      <ol className="flex flex-wrap items-start gap-2">
        {photoId && (
          <li>
            <img
              src={photoPicturePath(photoId, { size: '320' })}
              alt={t('photo')}
              loading="lazy"
              className="size-24 rounded-print bg-sunken object-cover sm:size-28"
            />
          </li>
        )}
        {run.steps.map((step, at) => (
          <Fragment key={at}>
            <li aria-hidden className="grid h-24 place-items-center text-muted sm:h-28">
              <ArrowRight className="size-4" />
            </li>
            <RunStep step={step} ended={state !== 'running'} />
          </Fragment>
        ))}
      </ol>
      <RunWords run={run} />
      <ErrorMessage message={action.error} />
      {(state === 'running' || state === 'failed') && (
        <div className="flex flex-wrap items-center gap-3">
          {state === 'failed' && (
            <Button
              busy={action.busy}
              aria-label={t('resumeNamed', { name: isolate(run.name) })}
              onClick={() => change('resume')}
            >
              {t('resume', { step: run.step + 1 })}
            </Button>
          )}
          <Button
            variant="ghost"
            busy={action.busy}
            aria-label={t('cancelNamed', { name: isolate(run.name) })}
            onClick={() => change('cancel')}
          >
            {t('cancel')}
          </Button>
          {run.startsAgain && <span className="text-muted text-xs">{t('startsAgain')}</span>}
        </div>
      )}
    </li>
  );
}
