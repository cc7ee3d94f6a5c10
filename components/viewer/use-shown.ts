'use client';

import { useMemo, useState } from 'react';
import type { JobView } from '@/lib/jobs';
import { type PictureSlide, type Size, slideOf } from './slides';

/**
 * Which picture of the page's jobs is shown. A job that leaves the page gives its place to the one after it.
 * @param opened the job that was opened
 */
export function useShown(jobs: JobView[], opened: string) {
  const [current, setCurrent] = useState({ id: opened, index: 0 });
  const [sizes, setSizes] = useState<ReadonlyMap<string, Size>>(new Map());
  const shown = jobs.filter(({ hasPicture, result }) => hasPicture && result?.state !== 'expired');
  const known = shown.findIndex(({ id }) => id === current.id);
  const index = known >= 0 ? known : Math.min(current.index, shown.length - 1);
  const id = shown[index]?.id;
  // Remembered at once: the job may leave the page later, and its place is known then.
  if (id !== undefined && (id !== current.id || index !== current.index)) setCurrent({ id, index });
  const made = shown.map((job) => slideOf(job, sizes.get(job.id)));
  // A poll makes new objects of the same jobs; the library would stop its movement for them.
  const key = JSON.stringify(made);
  const slides: PictureSlide[] = useMemo(() => made, [key]);
  return {
    slides,
    index,
    job: shown[index],
    jobOf: (id: string) => shown.find((job) => job.id === id),
    show: (at: number) => {
      const next = shown[at]?.id;
      if (next !== undefined) setCurrent({ id: next, index: at });
    },
    learnSize: (id: string, size: Size) => setSizes((before) => new Map(before).set(id, size)),
  };
}
