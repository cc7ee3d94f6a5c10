'use client';

import { useState } from 'react';
import type { JobView } from '@/lib/jobs';

/** Of most photos, and of the frame while nothing is known. */
const USUAL = 3 / 2;

type Loaded = { input: number | null; output: number | null };

/**
 * The proportions of a job's frame, width / height: the stored result's, else the input's, else 3:2. A picture that
 * comes while the page is open is fitted into the frame as it is: nothing moves.
 * @param fresh whether the picture comes while the page is open
 */
export function useFrameRatio(result: JobView['result'], fresh: boolean) {
  const [loaded, setLoaded] = useState<Loaded>({ input: null, output: null });
  const learn = (of: keyof Loaded) => (ratio: number) =>
    setLoaded((before) => (before[of] === ratio ? before : { ...before, [of]: ratio }));
  const stored = result?.picture ? result.picture.width / result.picture.height : null;
  const output = stored ?? loaded.output;
  return {
    frame: (fresh ? loaded.input : (output ?? loaded.input)) ?? USUAL,
    output,
    onInput: learn('input'),
    onOutput: learn('output'),
  };
}
