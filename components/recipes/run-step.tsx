'use client';

import { Check, CircleAlert, CircleDashed, Clock3, LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { jobPath, jobPicturePath } from '@/lib/paths';
import type { RunView } from '@/lib/recipes';
import { useModeName } from './use-mode-name';

const ICONS = {
  waiting: CircleDashed,
  queued: Clock3,
  sending: LoaderCircle,
  uncertain: CircleAlert,
  pending: LoaderCircle,
  copying: LoaderCircle,
  done: Check,
  failed: CircleAlert,
} as const;

const FRAME =
  'relative grid size-24 place-items-center overflow-hidden rounded-print border border-line bg-sunken text-muted sm:size-28';

type Props = {
  step: RunView['steps'][number];
  /** Whether the run has ended: a step that it did not reach does not wait. */
  ended: boolean;
};

/** A step of a run: its picture once it is stored, and before that how it stands. */
export function RunStep({ step, ended }: Props) {
  const t = useTranslations('recipes.step');
  const nameOf = useModeName();
  const { state, jobId } = step;
  const Icon = ICONS[state];
  const words = state === 'waiting' && ended ? t('notReached') : t(state);
  const moving = state === 'pending' || state === 'copying' || state === 'sending';
  const frame = (
    <span className={`${FRAME} ${state === 'failed' ? 'border-danger! text-danger' : ''}`}>
      {state === 'done' && jobId ? (
        <img
          src={jobPicturePath(jobId, { of: 'output', size: '320' })}
          alt={t('alt', { mode: nameOf(step.mode) })}
          loading="lazy"
          className="absolute inset-0 size-full object-cover"
        />
      ) : (
        <span className="flex flex-col items-center gap-1.5 p-1 text-center text-xs">
          <Icon aria-hidden className={`size-5 ${moving ? 'animate-breathe' : ''}`} />
          {words}
        </span>
      )}
    </span>
  );
  return (
    <li className="flex w-24 flex-col gap-1 sm:w-28" data-step={state}>
      {jobId ? <Link href={jobPath(jobId)}>{frame}</Link> : frame}
      <span className="text-center text-muted text-xs leading-tight">
        {nameOf(step.mode)}
        {state === 'done' && <span className="sr-only">: {words}</span>}
      </span>
    </li>
  );
}
