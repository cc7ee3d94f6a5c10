'use client';

import { useSortable } from '@dnd-kit/sortable';
import { clsx } from 'clsx';
import { ArrowDown, ArrowUp, GripVertical, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import { IconButton } from '@/components/ui/button';
import { jobPath } from '@/lib/paths';
import type { ShareView } from '@/lib/shares/model';
import { isolate } from '@/lib/visible-text';
import { LinkPicture } from '../link-picture';

type Props = {
  job: ShareView['jobs'][number];
  /** From 0. */
  index: number;
  count: number;
  onMove: (to: number) => void;
  onKey: (event: KeyboardEvent) => void;
  onRemove: () => void;
};

/** One result of a board, with the handle that moves it and buttons that do the same. */
export function OrderRow({ job, index, count, onMove, onKey, onRemove }: Props) {
  const t = useTranslations('links.order');
  const {
    attributes,
    listeners,
    setNodeRef,
    setActivatorNodeRef,
    transform,
    transition,
    isDragging,
  } = useSortable({ id: job.jobId, attributes: { roleDescription: t('handleRole') } });
  const name = job.title ?? t('unnamed');
  const place = { name: isolate(name), place: index + 1 };
  return (
    <li
      ref={setNodeRef}
      data-job={job.jobId}
      style={{
        transform: transform ? `translate3d(0, ${Math.round(transform.y)}px, 0)` : undefined,
        transition,
      }}
      className={clsx(
        'flex items-center gap-2 rounded-control border border-line bg-panel p-2',
        isDragging && 'relative z-10 shadow-float',
      )}
    >
      {count > 1 && (
        <>
          <IconButton
            {...attributes}
            {...listeners}
            ref={setActivatorNodeRef}
            onKeyDown={onKey}
            name={t('handle', place)}
            // A finger on it moves the result, not the page.
            className="cursor-grab! touch-none active:cursor-grabbing!"
          >
            <GripVertical aria-hidden className="size-4" />
          </IconButton>
          <span
            aria-hidden
            className="w-5 text-right text-muted text-sm tabular-nums max-sm:hidden"
          >
            {index + 1}
          </span>
        </>
      )}
      <LinkPicture job={job} named className="size-12 shrink-0 sm:h-14 sm:w-20" />
      <Link
        href={jobPath(job.jobId)}
        prefetch={false}
        dir="auto"
        title={name}
        className="min-w-0 flex-1 truncate text-left text-sm hover:text-accent"
      >
        {name}
      </Link>
      {count > 1 && (
        <div className="flex shrink-0 max-sm:-mr-1">
          <IconButton
            name={t('earlier', place)}
            aria-disabled={index === 0 || undefined}
            onClick={() => onMove(index - 1)}
            className="aria-disabled:opacity-30"
          >
            <ArrowUp aria-hidden className="size-4" />
          </IconButton>
          <IconButton
            name={t('later', place)}
            aria-disabled={index === count - 1 || undefined}
            onClick={() => onMove(index + 1)}
            className="aria-disabled:opacity-30"
          >
            <ArrowDown aria-hidden className="size-4" />
          </IconButton>
          <IconButton name={t('remove', place)} data-remove onClick={onRemove}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
      )}
    </li>
  );
}
