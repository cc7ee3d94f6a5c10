'use client';

import type { ComponentProps } from 'react';
import { openViewer } from './address';
import { loadViewer } from './load';

type Props = Omit<ComponentProps<'button'>, 'type' | 'onClick'> & {
  /** The job whose picture opens. */
  jobId: string;
};

/** A button that opens a picture in the viewer of the page; it begins to load with the pointer or the focus. */
export function OpenViewer({ jobId, ...rest }: Props) {
  // An error is shown when the viewer opens.
  const prepare = () => void loadViewer().catch(() => {});
  return (
    <button
      {...rest}
      type="button"
      data-opens-viewer={jobId}
      aria-haspopup="dialog"
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={() => openViewer(jobId)}
    />
  );
}
