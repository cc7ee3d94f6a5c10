'use client';

import { clsx } from 'clsx';
import {
  Brush,
  Contrast,
  Eraser,
  Hand,
  type LucideIcon,
  Maximize,
  Minus,
  Plus,
  Redo2,
  Trash2,
  Undo2,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '@/components/ui/button';
import { SIZES } from './commands';

export type Tool = 'brush' | 'eraser' | 'move';

type Props = {
  tool: Tool;
  onTool: (tool: Tool) => void;
  size: number;
  onSize: (size: number) => void;
  can: { undo: boolean; redo: boolean; clear: boolean };
  on: Record<'undo' | 'redo' | 'clear' | 'invert' | 'zoomIn' | 'zoomOut' | 'fit', () => void>;
};

const BUTTON = 'size-10! rounded-full!';

type ActionProps = { name: string; Icon: LucideIcon; onPress: () => void; off?: boolean };

/** It keeps the focus when there is nothing more to do: `aria-disabled`, not `disabled`. */
function Action({ name, Icon, onPress, off = false }: ActionProps) {
  return (
    <IconButton
      name={name}
      aria-disabled={off || undefined}
      onClick={() => !off && onPress()}
      className={clsx(BUTTON, off && 'cursor-default! opacity-40')}
    >
      <Icon aria-hidden className="size-5" />
    </IconButton>
  );
}

/** The tools below the photo. */
export function Tools({ tool, onTool, size, onSize, can, on }: Props) {
  const t = useTranslations('masks');
  const tools = [
    { id: 'brush', Icon: Brush },
    { id: 'eraser', Icon: Eraser },
    { id: 'move', Icon: Hand },
  ] as const;
  return (
    <div className="flex flex-wrap items-center justify-center gap-x-4 gap-y-1 px-2 py-1.5">
      <fieldset className="flex">
        <legend className="sr-only">{t('tools')}</legend>
        {tools.map(({ id, Icon }) => (
          <IconButton
            key={id}
            name={t(`tool.${id}`)}
            aria-pressed={tool === id}
            onClick={() => onTool(id)}
            className={clsx(BUTTON, tool === id && 'bg-accent! text-on-accent!')}
          >
            <Icon aria-hidden className="size-5" />
          </IconButton>
        ))}
      </fieldset>
      <label className="flex min-h-10 items-center gap-2 text-muted text-sm">
        {t('size')}
        <input
          type="range"
          min={SIZES.min}
          max={SIZES.max}
          value={size}
          onChange={(event) => onSize(event.currentTarget.valueAsNumber)}
          className="w-28 accent-accent sm:w-36"
        />
      </label>
      <div className="flex">
        <Action name={t('undo')} Icon={Undo2} onPress={on.undo} off={!can.undo} />
        <Action name={t('redo')} Icon={Redo2} onPress={on.redo} off={!can.redo} />
        <Action name={t('invert')} Icon={Contrast} onPress={on.invert} />
        <Action name={t('clear')} Icon={Trash2} onPress={on.clear} off={!can.clear} />
      </div>
      <div className="flex">
        <Action name={t('zoomOut')} Icon={Minus} onPress={on.zoomOut} />
        <Action name={t('zoomIn')} Icon={Plus} onPress={on.zoomIn} />
        <Action name={t('fit')} Icon={Maximize} onPress={on.fit} />
      </div>
    </div>
  );
}
