'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type Ref, useEffect, useState } from 'react';
import { IconButton } from './button';
import { copyText } from './copy-text';
import { Input } from './input';

type CopyButtonProps = {
  text: string;
  /** The accessible name, for example "Copy the id". */
  name: string;
};

/** Copies a text: the icon confirms it, screen readers hear it; a failure is shown as text. */
export function CopyButton({ text, name }: CopyButtonProps) {
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

type CopyFieldProps = {
  text: string;
  /** The accessible name of the field. */
  label: string;
  /** The accessible name of the button. */
  copyName: string;
  ref?: Ref<HTMLInputElement>;
};

/** A text to be copied: selected when it gets the focus, with a button beside it. */
export function CopyField({ text, label, copyName, ref }: CopyFieldProps) {
  return (
    <div className="flex items-center gap-1">
      <Input
        ref={ref}
        readOnly
        aria-label={label}
        value={text}
        onFocus={(event) => event.target.select()}
        className="min-w-0 flex-1 text-ellipsis font-mono sm:text-xs!"
      />
      <CopyButton text={text} name={copyName} />
    </div>
  );
}
