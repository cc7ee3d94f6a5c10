'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from './copy-text';
import { IconButton } from './icon-button';

const COPIED = 'Copied';

type Props = {
  text: string;
  /** The accessible name, for example "Copy the id". */
  name: string;
};

/** Copies a text: the icon confirms it, screen readers hear it; a failure is shown as text. */
export function CopyButton({ text, name }: Props) {
  const [message, setMessage] = useState('');

  useEffect(() => {
    if (message === '') return;
    const timer = setTimeout(() => setMessage(''), 2_500);
    return () => clearTimeout(timer);
  }, [message]);

  const Icon = message === COPIED ? Check : Copy;
  return (
    <span className="relative inline-grid shrink-0">
      <IconButton
        name={name}
        onClick={async () =>
          setMessage((await copyText(text)) ? COPIED : 'Select it and copy by hand')
        }
      >
        <Icon aria-hidden className="size-4" />
      </IconButton>
      <span
        role="status"
        className={
          message === '' || message === COPIED
            ? 'sr-only'
            : 'absolute top-full right-0 z-20 mt-1 w-max rounded-control border border-line bg-panel px-2 py-1 font-sans text-danger text-xs shadow-float'
        }
      >
        {message}
      </span>
    </span>
  );
}
