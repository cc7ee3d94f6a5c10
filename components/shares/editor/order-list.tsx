'use client';

import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useId, useLayoutEffect, useRef } from 'react';
import { announce } from '@/components/ui/feedback';
import { useNextFocus } from '@/components/ui/use-next-focus';
import type { ShareView } from '@/lib/shares/model';
import { moved } from './draft';
import { OrderRow } from './order-row';

type Props = {
  /** The results in their order. */
  jobs: ShareView['jobs'];
  onOrder: (jobIds: string[]) => void;
};

/** Puts the results of a board in order: by dragging, by keyboard, or with the buttons of each. */
export function OrderList({ jobs, onOrder }: Props) {
  const t = useTranslations('links.order');
  const sensors = useSensors(
    // A press that does not move is none.
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
  );
  const ids = jobs.map(({ jobId }) => jobId);
  const nameOf = (id: UniqueIdentifier) =>
    jobs.find(({ jobId }) => jobId === id)?.title ?? t('unnamed');
  const place = (id: UniqueIdentifier) => ({
    name: nameOf(id),
    place: ids.indexOf(`${id}`) + 1,
    count: ids.length,
  });

  // A browser takes the focus from an element that changes its place.
  const focused = useRef<Element | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const focusNext = useNextFocus(list);
  useLayoutEffect(() => {
    if (focused.current instanceof HTMLElement) focused.current.focus();
    focused.current = null;
  });
  /** The order before a result was lifted by keyboard. */
  const before = useRef<string[] | null>(null);

  function put(order: string[]) {
    focused.current = document.activeElement;
    onOrder(order);
  }

  /** The library's own keys come a frame late: those of a quick hand would be lost. */
  function press(event: KeyboardEvent, index: number) {
    const id = ids[index] ?? '';
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (step !== undefined) move(index, index + step);
    else if (event.key === ' ' || event.key === 'Enter') {
      announce(t(before.current ? 'moved' : 'lifted', place(id)));
      before.current = before.current ? null : ids;
    } else if (event.key === 'Escape' && before.current) {
      put(before.current);
      before.current = null;
      announce(t('cancelled', { name: nameOf(id) }));
    } else return;
    event.preventDefault();
  }

  function move(from: number, to: number) {
    const id = ids[from];
    if (id === undefined || to < 0 || to >= ids.length) return;
    put(moved(ids, from, to));
    announce(t('moved', { ...place(id), place: to + 1 }));
  }

  /** The focus goes to what has taken the place of the row that had it. */
  function remove(index: number) {
    const { name } = place(ids[index] ?? '');
    onOrder(ids.filter((_, at) => at !== index));
    announce(t('removed', { name }));
    const row = `li:nth-child(${Math.min(index, ids.length - 2) + 1})`;
    focusNext(`${row} [data-remove]`, `${row} a`);
  }

  function drop({ active, over }: DragEndEvent) {
    if (over) onOrder(moved(ids, ids.indexOf(`${active.id}`), ids.indexOf(`${over.id}`)));
  }

  return (
    <DndContext
      id={useId()}
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={[({ transform }) => ({ ...transform, x: 0 })]}
      onDragEnd={drop}
      accessibility={{
        screenReaderInstructions: { draggable: t('instructions') },
        announcements: {
          onDragStart: ({ active }) => t('lifted', place(active.id)),
          onDragOver: ({ active, over }) =>
            over ? t('over', { ...place(over.id), name: nameOf(active.id) }) : undefined,
          onDragEnd: ({ active, over }) =>
            over ? t('moved', { ...place(over.id), name: nameOf(active.id) }) : undefined,
          onDragCancel: ({ active }) => t('cancelled', { name: nameOf(active.id) }),
        },
      }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ol ref={list} aria-label={t('label')} className="flex flex-col gap-2">
          {jobs.map((job, index) => (
            <OrderRow
              key={job.jobId}
              job={job}
              index={index}
              count={jobs.length}
              onMove={(to) => move(index, to)}
              onKey={(event) => press(event, index)}
              onRemove={() => remove(index)}
            />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}
