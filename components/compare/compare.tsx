'use client';

import { useState } from 'react';
import { COMPARISON_COOKIE, type Comparison, setCookie } from '@/components/ui/preference-cookies';
import { RemoteImage } from '@/components/ui/remote-image';
import { ComparisonChoice } from './choice';
import { HoldToCompare } from './hold';
import { SideBySide } from './side-by-side';
import { CompareSlider } from './slider';
import type { CompareProps, CompareTexts } from './texts';

export type ComparisonTexts = CompareTexts & {
  /** The name of the choice between the ways of comparing. */
  choice: string;
  ways: Record<Comparison, string>;
  /** The name of what is held to see the picture before. */
  hold: string;
};

type Props = Omit<CompareProps, 'texts'> & {
  initial: Comparison;
  texts: ComparisonTexts;
  entrance?: 'done' | 'waiting' | 'sweeping';
  /** Whether the way of comparing can be chosen. */
  choosable?: boolean;
};

/** Before and after in one frame, compared as the person chose last. */
export function Compare({
  initial,
  entrance = 'done',
  choosable = true,
  texts,
  ...pictures
}: Props) {
  const [way, setWay] = useState(initial);
  const [missing, setMissing] = useState({ before: false, after: false });
  const told = (which: 'before' | 'after') => (is: boolean) =>
    setMissing((known) => (known[which] === is ? known : { ...known, [which]: is }));
  const { sizes } = pictures;
  const before = { ...pictures.before, onMissing: told('before') };
  const after = { ...pictures.after, onMissing: told('after') };
  function choose(next: Comparison) {
    setWay(next);
    setCookie(COMPARISON_COOKIE, next);
  }
  if (missing.before || missing.after) {
    return (
      <>
        <RemoteImage
          {...after}
          sizes={sizes}
          missingText={texts.missing}
          className="size-full object-contain"
        />
        {/* Unseen, it is tried again: when both are there, they can be compared. */}
        {missing.before && (
          <div hidden>
            <RemoteImage {...before} alt="" missingText="" />
          </div>
        )}
      </>
    );
  }
  const sides = { before, after, sizes, texts };
  return (
    <div className="relative size-full">
      {way === 'slider' && <CompareSlider {...sides} entrance={entrance} />}
      {way === 'side' && <SideBySide {...sides} />}
      {way === 'hold' && <HoldToCompare {...sides} action={texts.hold} />}
      {choosable && (
        <div className="-translate-x-1/2 absolute bottom-3 left-1/2 z-10 print:hidden">
          <ComparisonChoice label={texts.choice} names={texts.ways} value={way} onChange={choose} />
        </div>
      )}
    </div>
  );
}
