'use client';

import { MoveHorizontal } from 'lucide-react';
import { useEffect, useState } from 'react';
import { HandleRoot, Item, Provider, Root } from 'react-compare-slider/components';
import { RemoteImage } from '@/components/ui/remote-image';
import { type CompareProps, TAG } from './texts';
import { useSlider } from './use-slider';

type Props = CompareProps & {
  /** `waiting`: only the result is seen; `sweeping`: the divider comes in from its edge, once. */
  entrance: 'done' | 'waiting' | 'sweeping';
};

const MIDDLE = 50;

/** Before and after with a divider between them, which a pointer, a finger and the keys move. */
export function CompareSlider({ before, after, sizes, texts, entrance }: Props) {
  const [first] = useState(entrance === 'done' ? MIDDLE : 0);
  const slider = useSlider({
    defaultPosition: first,
    // The library's own defaults differ between the server and the browser.
    transition: entrance === 'sweeping' ? '1.1s cubic-bezier(0.65, 0, 0.35, 1)' : '0.15s ease-out',
    onlyHandleDraggable: false,
  });
  const { setPosition } = slider;
  useEffect(() => {
    if (entrance === 'sweeping') setPosition(MIDDLE);
  }, [entrance, setPosition]);
  return (
    <Provider {...slider}>
      <Root className="size-full">
        <Item item="itemOne" className="relative">
          {/* The result sets the size of the frame; the input is fitted into it. */}
          <RemoteImage
            {...before}
            overHint
            missingText={texts.missing}
            className="absolute inset-0 size-full object-cover"
          />
          <span aria-hidden className={`${TAG} left-3`}>
            {texts.before}
          </span>
        </Item>
        <Item item="itemTwo" className="relative">
          <RemoteImage
            {...after}
            sizes={sizes}
            overHint
            missingText={texts.missing}
            className="absolute inset-0 size-full object-contain"
          />
          <span aria-hidden className={`${TAG} right-3`}>
            {texts.after}
          </span>
        </Item>
        <HandleRoot aria-label={texts.handle} className="group">
          <span className="relative flex h-full w-11 cursor-ew-resize justify-center [pointer-events:auto]">
            <span className="h-full w-0.5 bg-white shadow-[0_0_6px_rgb(0_0_0/0.45)]" />
            <span className="absolute top-1/2 grid size-11 -translate-y-1/2 place-items-center rounded-full bg-white text-neutral-900 shadow-float ring-accent ring-offset-2 group-focus-visible:ring-3">
              <MoveHorizontal aria-hidden className="size-5" />
            </span>
          </span>
        </HandleRoot>
      </Root>
    </Provider>
  );
}
