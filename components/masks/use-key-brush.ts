'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { announce } from '@/components/ui/feedback';
import type { Point } from './bitmap';
import type { useBrush } from './use-brush';
import type { useView } from './use-view';
import type { Size } from './view';

const ARROWS = new Map<string, Point>(
  Object.entries({
    ArrowLeft: { x: -1, y: 0 },
    ArrowRight: { x: 1, y: 0 },
    ArrowUp: { x: 0, y: -1 },
    ArrowDown: { x: 0, y: 1 },
  }),
);

/** How far an arrow moves the brush, px of the stage; with Shift five times as far. */
const STEP = 10;

const within = (at: number, length: number) => Math.min(length, Math.max(0, at));

/**
 * The brush by keys: arrows move it, Space sets it down and lifts it.
 * @returns where it is in the photo, null while a pointer is used
 */
export function useKeyBrush(
  photo: Size,
  brush: ReturnType<typeof useBrush>,
  { view, reveal }: ReturnType<typeof useView>,
) {
  const t = useTranslations('masks');
  const [at, setAt] = useState<Point | null>(null);
  const [isDown, setIsDown] = useState(false);

  function lift() {
    if (!isDown) return;
    brush.end();
    setIsDown(false);
    announce(t('lifted'));
  }

  function move(by: Point, far: boolean) {
    const from = at ?? { x: photo.width / 2, y: photo.height / 2 };
    const step = (STEP * (far ? 5 : 1)) / view.scale;
    const to = {
      x: within(from.x + by.x * step, photo.width),
      y: within(from.y + by.y * step, photo.height),
    };
    setAt(to);
    reveal(to);
    if (isDown) brush.extend([to]);
    announce(t('position', { x: to.x / photo.width, y: to.y / photo.height }));
  }

  function toggle() {
    if (isDown) return lift();
    const from = at ?? { x: photo.width / 2, y: photo.height / 2 };
    setAt(from);
    brush.begin(from);
    setIsDown(true);
    announce(t('lowered'));
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = ARROWS.get(event.key);
    if (by) move(by, event.shiftKey);
    else if (event.key === ' ') {
      if (!event.repeat) toggle();
    } else if (event.key === 'Escape' && isDown) lift();
    else return;
    event.preventDefault();
  }

  return { at, isDown, onKeyDown, lift, hide: () => setAt(null) };
}
