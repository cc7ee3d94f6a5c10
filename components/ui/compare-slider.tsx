'use client';

import { MoveHorizontal } from 'lucide-react';
import { useState } from 'react';
import { HandleRoot, Item, Provider, Root } from 'react-compare-slider/components';
import { useReactCompareSlider } from 'react-compare-slider/hooks';
import { RemoteImage } from './remote-image';

const TAG =
  'pointer-events-none absolute top-3 rounded-full bg-black/65 px-2.5 py-1 font-medium text-white text-xs';

export type CompareTexts = {
  before: string;
  after: string;
  beforeAlt: string;
  afterAlt: string;
  alt: string;
  handle: string;
  missing: string;
};

type Props = { before: string; after: string; texts: CompareTexts };

export function CompareSlider({ before, after, texts }: Props) {
  // The library's own default differs between the server and the browser.
  const slider = useReactCompareSlider({
    transition: '0.15s ease-out',
    onlyHandleDraggable: false,
  });
  const [missing, setMissing] = useState({ before: false, after: false });
  const told = (which: 'before' | 'after') => (is: boolean) =>
    setMissing((known) => ({ ...known, [which]: is }));
  if (missing.before || missing.after) {
    const { alt, missing: missingText } = texts;
    return (
      <>
        <RemoteImage
          src={after}
          alt={alt}
          missingText={missingText}
          className="h-auto w-full"
          onMissing={told('after')}
        />
        {/* Unseen, it is tried again: when both are there, they can be compared. */}
        {missing.before && (
          <div hidden>
            <RemoteImage src={before} alt="" missingText="" onMissing={told('before')} />
          </div>
        )}
      </>
    );
  }
  return (
    <Provider {...slider}>
      <Root className="w-full">
        <Item item="itemOne" className="relative">
          {/* The result sets the size of the frame; the input is fitted into it. */}
          <RemoteImage
            src={before}
            alt={texts.beforeAlt}
            missingText={texts.missing}
            className="absolute inset-0 size-full object-cover"
            onMissing={told('before')}
          />
          <span aria-hidden className={`${TAG} left-3`}>
            {texts.before}
          </span>
        </Item>
        <Item item="itemTwo" className="relative">
          <RemoteImage
            src={after}
            alt={texts.afterAlt}
            missingText={texts.missing}
            className="h-auto w-full"
            onMissing={told('after')}
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
