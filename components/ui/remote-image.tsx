'use client';

import { ImageOff } from 'lucide-react';
import { useState } from 'react';

export type RemoteImageProps = {
  src: string;
  alt: string;
  /** Replaces the picture when it cannot be loaded. */
  missingText: string;
  className?: string;
  /** Load it only when it is near the viewport. */
  lazy?: boolean;
  onMissing?: () => void;
};

/** A picture of unknown size: reserves a 3:2 box until it has loaded, and shows a text if loading fails. */
export function RemoteImage(props: RemoteImageProps) {
  const { src, alt, missingText, className = '', lazy = false, onMissing } = props;
  const [missing, setMissing] = useState(false);
  function miss() {
    setMissing(true);
    onMissing?.();
  }
  if (missing) {
    return (
      <div
        role="img"
        aria-label={alt}
        className={`grid aspect-3/2 place-content-center justify-items-center gap-2 bg-sunken p-6 text-center text-muted text-sm ${className}`}
      >
        <ImageOff aria-hidden className="size-5" />
        <p>{missingText}</p>
      </div>
    );
  }
  return (
    <img
      // Before hydration the error event fires without a listener.
      ref={(image) => {
        if (image?.complete && image.naturalWidth === 0) miss();
      }}
      src={src}
      alt={alt}
      width={1536}
      height={1024}
      decoding="async"
      loading={lazy ? 'lazy' : undefined}
      onError={miss}
      className={`bg-sunken ${className}`}
    />
  );
}
