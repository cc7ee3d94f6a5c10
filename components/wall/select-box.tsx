'use client';

import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { toggleSelected, useSelection } from './selection';

type Props = {
  jobId: string;
  /** The job's name on its card, isolated. */
  name: string;
};

/** Covers a card while jobs are selected: a press selects it, and its number says in which order. */
export function SelectBox({ jobId, name }: Props) {
  const t = useTranslations('links.select');
  const { ids } = useSelection();
  const place = ids.indexOf(jobId) + 1;
  return (
    <label
      className={clsx(
        'absolute inset-0 z-20 cursor-pointer rounded-print has-focus-visible:outline-3 has-focus-visible:outline-accent has-focus-visible:outline-offset-1',
        place > 0 && 'bg-accent/25 ring-3 ring-accent',
      )}
    >
      <input
        type="checkbox"
        aria-label={t('one', { name })}
        checked={place > 0}
        onChange={() => toggleSelected(jobId)}
        className="absolute inset-0 size-full cursor-pointer opacity-0"
      />
      <span
        aria-hidden
        className={clsx(
          'pointer-events-none absolute top-2 left-2 grid size-7 place-items-center rounded-full border-2 font-medium text-sm tabular-nums',
          place > 0
            ? 'border-accent bg-accent text-on-accent'
            : 'border-white bg-black/55 text-transparent',
        )}
      >
        {place > 0 && place}
      </span>
    </label>
  );
}
