import { useState } from 'react';
import type { JobView } from '@/lib/jobs';
import { jobPicturePath } from '@/lib/paths';

/** The input of a job that has no result, behind what is said about it. Where it cannot be loaded there is none. */
export function DimmedInput({ job }: { job: JobView }) {
  const [failed, setFailed] = useState(false);
  if (!job.hasInput || failed) return null;
  return (
    <img
      // Before hydration the event fires without a listener.
      ref={(element) => {
        if (element?.complete && element.naturalWidth === 0) setFailed(true);
      }}
      src={jobPicturePath(job.id, { of: 'input' })}
      alt=""
      decoding="async"
      loading="lazy"
      onError={() => setFailed(true)}
      className="size-full object-contain opacity-25 grayscale"
    />
  );
}
