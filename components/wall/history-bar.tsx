'use client';

import { clsx } from 'clsx';
import { ClipboardPaste, type LucideIcon, Plus, SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { AddJobForm } from '@/components/jobs/add-job-form';
import { useAddResult } from '@/components/jobs/add-result';
import { ExportMenu } from '@/components/jobs/export-menu';
import { Filters } from '@/components/jobs/filters';
import { type Choice, isFiltered } from '@/components/jobs/history-links';
import { IconButton } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import type { Density } from '@/components/ui/preference-cookies';
import { DensitySwitch } from './density-switch';
import { SelectButton } from './select-button';

type ToggleProps = {
  name: string;
  Icon: LucideIcon;
  panel: string;
  open: boolean;
  marked?: boolean;
  onToggle: () => void;
};

/** Opens and closes a part of the bar, on phones. */
function Toggle({ name, Icon, panel, open, marked = false, onToggle }: ToggleProps) {
  return (
    <IconButton
      name={name}
      aria-expanded={open}
      aria-controls={panel}
      onClick={onToggle}
      className="relative size-10! rounded-full! aria-expanded:bg-sunken aria-expanded:text-ink sm:hidden"
    >
      <Icon aria-hidden className="size-5" />
      {marked && <span className="absolute top-1.5 right-1.5 size-2 rounded-full bg-accent" />}
    </IconButton>
  );
}

type PanelProps = { id: string; open: boolean; className: string; children: ReactNode };

/** On phones it is shown while it is open, and where no script could open it. */
function Panel({ id, open, className, children }: PanelProps) {
  return (
    <div
      id={id}
      className={clsx(
        'max-sm:order-last max-sm:basis-full',
        !open && '[@media(width<40rem)_and_(scripting:enabled)]:hidden',
        className,
      )}
    >
      {children}
    </div>
  );
}

type Props = {
  title: string;
  filter: Choice;
  modes: string[];
  density: Density;
  /** Whether there is something to export. */
  exportable: boolean;
};

/** The head of the history. On a phone it is one row, so that the pictures are on the first screen. */
export function HistoryBar({ title, filter, modes, density, exportable }: Props) {
  const t = useTranslations('wall.bar');
  const [adding, setAdding] = useState(false);
  const [filtering, setFiltering] = useState(isFiltered({ ...filter, state: undefined }));
  // What could not be added is said in the form.
  const addOpen = useAddResult() !== null || adding;
  const [add, filters] = [useId(), useId()];
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (adding) bar.current?.querySelector('textarea')?.focus();
  }, [adding]);

  return (
    <div
      ref={bar}
      data-wide
      className="mb-3 flex flex-wrap items-center gap-x-1 gap-y-3 sm:mb-4 sm:items-start sm:gap-x-3"
    >
      <h1 className="font-medium text-title">{title}</h1>
      {exportable && (
        <div className="max-sm:hidden">
          <ExportMenu filter={filter} />
        </div>
      )}
      {exportable && <SelectButton />}
      <div className="flex-1" />
      <Link href="/jobs/new" className={buttonClass({ variant: 'primary' })}>
        <Plus aria-hidden className="size-4" />
        <span className="max-[24rem]:sr-only">{t('new')}</span>
      </Link>
      <Toggle
        name={t('add')}
        Icon={ClipboardPaste}
        panel={add}
        open={addOpen}
        onToggle={() => setAdding(!addOpen)}
      />
      <Panel id={add} open={addOpen} className="w-full lg:w-136">
        <AddJobForm named={false} />
      </Panel>
      <div className="h-0 basis-full max-sm:hidden" />
      <Toggle
        name={isFiltered(filter) ? t('filterOn') : t('filter')}
        Icon={SlidersHorizontal}
        panel={filters}
        open={filtering}
        marked={isFiltered(filter)}
        onToggle={() => setFiltering(!filtering)}
      />
      <Panel id={filters} open={filtering} className="min-w-0 sm:flex-1">
        <Filters modes={modes} />
        {exportable && (
          <div className="mt-2 sm:hidden">
            <ExportMenu filter={filter} />
          </div>
        )}
      </Panel>
      <DensitySwitch initial={density} />
    </div>
  );
}
