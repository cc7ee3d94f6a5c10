'use client';

import { ImageOff } from 'lucide-react';
import { useState } from 'react';

type Props = {
  src: string;
  alt: string;
  className?: string;
  /** Fetches the picture only when it comes near the viewport. */
  lazy?: boolean;
  /** Called when the picture cannot be loaded. */
  onMissing?: () => void;
};

/** A picture of unknown size: reserves a 3:2 box until it loads, and shows a message if it does not. */
export function Picture({ src, alt, className = '', lazy = false, onMissing }: Props) {
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
        <p>The picture cannot be fetched just now. Reload the page to try again.</p>
      </div>
    );
  }
  return (
    <img
      // An error before hydration has already fired its event.
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
