'use client';

import { clsx } from 'clsx';
import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { jobPicturePath } from '@/lib/paths';
import type { ShareView } from '@/lib/shares/model';

type Props = {
  job: ShareView['jobs'][number];
  /** Whether its name stands beside it: then it needs no text of its own. */
  named?: boolean;
  className?: string;
};

/** A small picture of a result that a link shows; a plain square while there is none. */
export function LinkPicture({ job, named = false, className }: Props) {
  const [missing, setMissing] = useState(false);
  const name = job.title ?? '';
  if (missing) {
    return (
      <span
        title={name}
        className={clsx('grid place-items-center rounded-print bg-sunken text-muted', className)}
      >
        <ImageOff aria-hidden className="size-4" />
      </span>
    );
  }
  return (
    <img
      // Before hydration the event fires without a listener.
      ref={(element) => {
        if (element?.complete && element.naturalWidth === 0) setMissing(true);
      }}
      src={jobPicturePath(job.jobId, { of: 'output', size: '320' })}
      alt={named ? '' : name}
      title={name}
      loading="lazy"
      decoding="async"
      onError={() => setMissing(true)}
      className={clsx('rounded-print bg-sunken object-cover', className)}
    />
  );
}
