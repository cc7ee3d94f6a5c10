'use client';

import { MoveHorizontal } from 'lucide-react';
import { useState } from 'react';
import { HandleRoot, Item, Provider, Root } from 'react-compare-slider/components';
import { useReactCompareSlider } from 'react-compare-slider/hooks';
import { Picture } from './picture';

const TAG =
  'pointer-events-none absolute top-3 rounded-full bg-black/65 px-2.5 py-1 font-medium text-white text-xs';

type Props = { before: string; after: string; alt: string };

/** Compares two pictures in one frame, with a divider that moves by pointer, touch and arrow keys. */
export function Compare({ before, after, alt }: Props) {
  // Explicit, because the library's default differs between server and browser.
  const slider = useReactCompareSlider({
    transition: '0.15s ease-out',
    onlyHandleDraggable: false,
  });
  const [alone, setAlone] = useState(false);
  const single = () => setAlone(true);
  // With one picture missing, show the result alone.
  if (alone) return <Picture src={after} alt={alt} className="h-auto w-full" />;
  return (
    <Provider {...slider}>
      <Root className="w-full">
        <Item item="itemOne" className="relative">
          {/* The result sets the size of the frame; the input is fitted into it. */}
          <Picture
            src={before}
            alt={`Before: ${alt}`}
            className="absolute inset-0 size-full object-cover"
            onMissing={single}
          />
          <span aria-hidden className={`${TAG} left-3`}>
            Before
          </span>
        </Item>
        <Item item="itemTwo" className="relative">
          <Picture src={after} alt={`After: ${alt}`} className="h-auto w-full" onMissing={single} />
          <span aria-hidden className={`${TAG} right-3`}>
            After
          </span>
        </Item>
        <HandleRoot
          aria-label="Compare before and after: move the divide with the arrow keys"
          className="group"
        >
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
