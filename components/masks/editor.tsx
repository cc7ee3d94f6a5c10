'use client';

import { Dialog } from '@base-ui/react/dialog';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { isEmpty } from './bitmap';
import { type Command, commandOf, nextSize, radiusOf, SIZES } from './commands';
import { act, type Painting, rasterise, redo, undo } from './painting';
import type { MaskedPhoto } from './photo';
import { encodePng } from './png';
import { Stage } from './stage';
import { type Tool, Tools } from './tools';
import { uploadMask } from './upload-mask';
import { useView, ZOOM_STEP } from './use-view';

type Props = {
  photo: MaskedPhoto;
  initial: Painting;
  /** The mask is stored. */
  onUse: (maskId: string, painting: Painting) => void;
  /** Closed without using what was painted. */
  onCancel: (painting: Painting) => void;
};

/** The photo, the tools and what ends the work. It is in the page only once the dialog is: it measures its place. */
function Workplace({ photo, initial, onUse, onCancel }: Props) {
  const t = useTranslations('masks');
  const stage = useRef<HTMLDivElement>(null);
  const [painting, setPainting] = useState(initial);
  const [tool, setTool] = useState<Tool>('brush');
  const [size, setSize] = useState<number>(SIZES.initial);
  const { busy, error, run, setError } = useAction();
  const sight = useView(stage, photo);
  useEffect(() => stage.current?.focus(), []);

  function paint(next: Painting) {
    setError(null);
    setPainting(next);
  }

  function use() {
    run(async () => {
      const bitmap = rasterise(painting, photo.width, photo.height);
      if (isEmpty(bitmap)) return setError(t('empty'));
      onUse(await uploadMask(photo.id, await encodePng(bitmap)), painting);
    });
  }

  const commands: Record<Command | 'clear', () => void> = {
    brush: () => setTool('brush'),
    eraser: () => setTool('eraser'),
    move: () => setTool('move'),
    smaller: () => setSize((before) => nextSize(before, -1)),
    larger: () => setSize((before) => nextSize(before, 1)),
    undo: () => paint(undo(painting)),
    redo: () => paint(redo(painting)),
    invert: () => paint(act(painting, { kind: 'invert' })),
    clear: () => paint(act(painting, { kind: 'clear' })),
    zoomIn: () => sight.zoom(ZOOM_STEP),
    zoomOut: () => sight.zoom(1 / ZOOM_STEP),
    fit: sight.fit,
  };

  function onKeyDown(event: KeyboardEvent) {
    const command = commandOf(event);
    if (event.key === 'Escape' && !event.defaultPrevented) {
      // Also while the mask is being stored: then it is used.
      if (!busy) onCancel(painting);
    } else if (command) {
      event.preventDefault();
      commands[command]();
    }
  }

  const can = {
    undo: painting.done.length > 0,
    redo: painting.undone.length > 0,
    clear: painting.base !== null || painting.done.length > 0,
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that bubble from the controls inside.
    <div onKeyDown={onKeyDown} className="flex size-full flex-col">
      <div className="flex min-h-14 items-center gap-2 px-3">
        <Dialog.Title className="min-w-0 flex-1 font-medium text-sm leading-tight">
          {t('title')}
        </Dialog.Title>
        <Button variant="ghost" onClick={() => !busy && onCancel(painting)}>
          {t('cancel')}
        </Button>
        <Button variant="primary" busy={busy} onClick={use}>
          {busy ? t('storing') : t('use')}
        </Button>
      </div>
      <div className="grid place-items-center px-3 pb-2 empty:hidden">
        <ErrorMessage message={error} />
      </div>
      <Stage
        stage={stage}
        photo={photo}
        painting={painting}
        onPaint={paint}
        tool={tool}
        radius={radiusOf(size, photo)}
        sight={sight}
      />
      <Tools tool={tool} onTool={setTool} size={size} onSize={setSize} can={can} on={commands} />
      <p id="mask-keys" className="px-3 pb-2 text-center text-muted text-xs max-sm:sr-only">
        {t('keys')}
      </p>
    </div>
  );
}

/** Full screen over the page, dark in both themes: the mask is painted over the photo and stored with it. */
export default function Editor(props: Props) {
  return (
    // Escape is handled inside: it lifts the brush first.
    <Dialog.Root open>
      <Dialog.Portal>
        <Dialog.Popup
          initialFocus={false}
          className="scheme-dark fixed inset-0 z-40 animate-appear bg-black text-ink outline-none [animation-duration:0.2s]"
        >
          <Workplace {...props} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
