'use client';

import { ImageOff } from 'lucide-react';
import { useState } from 'react';

type Props = {
  src: string;
  alt: string;
  className?: string;
  /** Only fetched once it comes near the window. */
  lazy?: boolean;
  /** Called when the picture does not come. */
  onMissing?: () => void;
};

/** A picture of unknown size: keeps room in 3:2 until it is there, and says so when it does not come. */
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
      // An error before the page came alive has fired its event already.
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
