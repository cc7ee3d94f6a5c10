'use client';

import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { type RefObject, useRef } from 'react';
import { photoPicturePath } from '@/lib/paths';
import type { Point } from './bitmap';
import { BrushRing } from './brush-ring';
import type { Painting } from './painting';
import type { MaskedPhoto } from './photo';
import type { Tool } from './tools';
import { useBrush } from './use-brush';
import { useKeyBrush } from './use-key-brush';
import { usePointers } from './use-pointers';
import type { useView } from './use-view';

type Props = {
  stage: RefObject<HTMLDivElement | null>;
  photo: MaskedPhoto;
  painting: Painting;
  onPaint: (painting: Painting) => void;
  tool: Tool;
  /** In pixels of the photo. */
  radius: number;
  sight: ReturnType<typeof useView>;
};

/** A photo that is shown wider than this is loaded whole, px. */
const WHOLE_FROM = 1_400;

/** The photo with what was painted over it. One pointer paints, two fingers and the wheel zoom; keys paint, too. */
export function Stage({ stage, photo, painting, onPaint, tool, radius, sight }: Props) {
  const t = useTranslations('masks');
  const canvas = useRef<HTMLCanvasElement>(null);
  const { view, toPhoto, pan, zoom } = sight;
  const kind = tool === 'eraser' ? 'eraser' : 'brush';
  const brush = useBrush({ canvas, photo, painting, onPaint, brush: { kind, radius } });
  const keys = useKeyBrush(photo, brush, sight);
  const pointers = usePointers({
    stage,
    moves: tool === 'move',
    onDown: () => {
      keys.lift();
      keys.hide();
    },
    handlers: {
      begin: (at: Point) => brush.begin(toPhoto(at)),
      extend: (points: Point[]) => brush.extend(points.map(toPhoto)),
      end: brush.end,
      cancel: brush.cancel,
      pan,
      pinch: (at, factor, by) => {
        pan(by);
        zoom(factor, at);
      },
    },
  });
  const ring = keys.at
    ? { x: view.x + keys.at.x * view.scale, y: view.y + keys.at.y * view.scale }
    : pointers.at;
  const width = photo.width * view.scale;
  return (
    <div
      ref={stage}
      role="application"
      aria-label={t('stage')}
      aria-describedby="mask-keys"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it has keys of its own.
      tabIndex={0}
      onKeyDown={keys.onKeyDown}
      onBlur={keys.lift}
      {...pointers.on}
      onContextMenu={(event) => event.preventDefault()}
      className={clsx(
        'relative min-h-0 flex-1 touch-none select-none overflow-hidden -outline-offset-2 [-webkit-touch-callout:none]',
        tool === 'move' ? 'cursor-grab active:cursor-grabbing' : 'cursor-none',
      )}
    >
      <div
        className="absolute"
        style={{ left: view.x, top: view.y, width, height: photo.height * view.scale }}
      >
        <img
          src={photoPicturePath(photo.id, {
            size: width > WHOLE_FROM ? 'full' : '1280',
            hash: photo.hash,
          })}
          alt=""
          draggable={false}
          className="absolute inset-0 size-full"
        />
        <canvas ref={canvas} className="absolute inset-0 size-full opacity-60" />
      </div>
      {ring && tool !== 'move' && (
        <BrushRing at={ring} radius={radius * view.scale} filled={keys.isDown} />
      )}
    </div>
  );
}
