'use client';

import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-field';
import type { MadeToken } from './new-token-form';

type Props = { made: MadeToken; onDone: () => void };

/** Shows the value of a new token, once. */
export function CreatedToken({ made, onDone }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  return (
    <section
      aria-labelledby="fresh"
      className="flex flex-col gap-4 rounded-panel border border-accent/60 bg-panel p-5 sm:p-6"
    >
      <div className="flex flex-col gap-1">
        <h2 id="fresh" className="wrap-break-word font-semibold tracking-tight">
          Copy “{made.view.name}” now
        </h2>
        <p className="text-muted text-sm">
          This is the only time that the token is shown: Bottega keeps nothing from which it could
          show it again.
        </p>
      </div>
      <CopyField ref={field} text={made.token} label="The new token" copyName="Copy the token" />
      <Button onClick={onDone} className="self-start">
        I have kept it
      </Button>
    </section>
  );
}
