'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from './copy-text';

const COPIED = 'Copied';

type Props = {
  /** What is copied. */
  text: string;
  /** What the button is called, for example "Copy the id". */
  name: string;
};

/** Copies a text and says so: the sign changes, screen readers hear it; a failure is written out. */
export function CopyButton({ text, name }: Props) {
  const [said, setSaid] = useState('');

  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), 2_500);
    return () => clearTimeout(timer);
  }, [said]);

  const Icon = said === COPIED ? Check : Copy;
  return (
    <span className="relative inline-grid shrink-0">
      <button
        type="button"
        title={name}
        onClick={async () =>
          setSaid((await copyText(text)) ? COPIED : 'Select it and copy by hand')
        }
        className="grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-sunken hover:text-ink"
      >
        <Icon aria-hidden className="size-4" />
        <span className="sr-only">{name}</span>
      </button>
      <span
        role="status"
        className={
          said === '' || said === COPIED
            ? 'sr-only'
            : 'absolute top-full right-0 z-20 mt-1 w-max rounded-control border border-line bg-panel px-2 py-1 font-sans text-danger text-xs shadow-float'
        }
      >
        {said}
      </span>
    </span>
  );
}
