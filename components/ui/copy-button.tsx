'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { copyText } from './copy-text';
import { IconButton } from './icon-button';

type Props = {
  text: string;
  /** The accessible name, for example "Copy the id". */
  name: string;
};

/** Copies a text: the icon confirms it, screen readers hear it; a failure is shown as text. */
export function CopyButton({ text, name }: Props) {
  const t = useTranslations('common.copy');
  const [result, setResult] = useState<'done' | 'failed' | null>(null);

  useEffect(() => {
    if (result === null) return;
    const timer = setTimeout(() => setResult(null), 2_500);
    return () => clearTimeout(timer);
  }, [result]);

  const Icon = result === 'done' ? Check : Copy;
  return (
    <span className="relative inline-grid shrink-0">
      <IconButton
        name={name}
        onClick={async () => setResult((await copyText(text)) ? 'done' : 'failed')}
      >
        <Icon aria-hidden className="size-4" />
      </IconButton>
      <span
        role="status"
        className={
          result !== 'failed'
            ? 'sr-only'
            : 'absolute top-full right-0 z-20 mt-1 w-max rounded-control border border-line bg-panel px-2 py-1 font-sans text-danger text-xs shadow-float'
        }
      >
        {result && t(result)}
      </span>
    </span>
  );
}
