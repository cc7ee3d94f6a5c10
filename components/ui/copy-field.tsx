'use client';

import type { Ref } from 'react';
import { CopyButton } from './copy-button';
import { Input } from './input';

type Props = {
  text: string;
  /** The accessible name of the field. */
  label: string;
  /** The accessible name of the button. */
  copyName: string;
  ref?: Ref<HTMLInputElement>;
};

/** A text to be copied: selected when it gets the focus, with a button beside it. */
export function CopyField({ text, label, copyName, ref }: Props) {
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
