'use client';

import { clsx } from 'clsx';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';

/** How long a new picture fades in, ms; the class below says the same. */
export const REVEAL_MS = 700;

type Props = {
  /** Whether the picture has come while the page was open. Others are there at once. */
  fresh: boolean;
  /** Called when it has faded in. */
  onRevealed?: (() => void) | undefined;
  children: ReactNode;
};

/** Fades its pictures in when all of them are decoded, so that none is seen in parts. */
export function Revealed({ fresh, onRevealed, children }: Props) {
  const [hidden, setHidden] = useState(fresh);
  const content = useRef<HTMLDivElement>(null);
  const revealed = useEffectEvent(() => onRevealed?.());

  useEffect(() => {
    if (!fresh) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const pictures = [...(content.current?.querySelectorAll('img') ?? [])];
    // A picture that cannot be loaded says so itself.
    void Promise.allSettled(pictures.map((picture) => picture.decode())).then(() => {
      if (ended) return;
      setHidden(false);
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      timer = setTimeout(revealed, still ? 0 : REVEAL_MS);
    });
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [fresh]);

  return (
    <div
      ref={content}
      data-reveal={fresh ? (hidden ? 'decoding' : 'shown') : undefined}
      className={clsx(
        'size-full',
        fresh && 'transition-opacity duration-700',
        hidden && 'opacity-0',
      )}
    >
      {children}
    </div>
  );
}
