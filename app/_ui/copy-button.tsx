'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from './copy-text';

type Props = {
  /** What is copied. */
  text: string;
  /** What the button is called, for example "Copy the id". */
  name: string;
};

/** Copies a text and says so, to eyes and to screen readers. */
export function CopyButton({ text, name }: Props) {
  const [said, setSaid] = useState('');

  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), 2_500);
    return () => clearTimeout(timer);
  }, [said]);

  const Icon = said === 'Copied' ? Check : Copy;
  return (
    <>
      <button
        type="button"
        title={name}
        onClick={async () =>
          setSaid((await copyText(text)) ? 'Copied' : 'Select it and copy by hand')
        }
        className="grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-sunken hover:text-ink"
      >
        <Icon aria-hidden className="size-4" />
        <span className="sr-only">{name}</span>
      </button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}
