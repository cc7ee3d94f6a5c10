'use client';

import { ImageOff } from 'lucide-react';
import { useRetriedImage } from './use-retried-image';

export type RemoteImageProps = {
  src: string;
  alt: string;
  /** Replaces the picture when it cannot be loaded. */
  missingText: string;
  className?: string;
  /** Load it only when it is near the viewport. */
  lazy?: boolean;
  /** Called when the picture has failed, and when it has come after all. */
  onMissing?: (missing: boolean) => void;
};

/**
 * A picture of unknown size: reserves a 3:2 box until it has loaded. If loading fails it shows a text and tries
 * again by itself, see `useRetriedImage`.
 */
export function RemoteImage(props: RemoteImageProps) {
  const { src, alt, missingText, className = '', lazy = false, onMissing } = props;
  const { failed, trying, onError, onLoad } = useRetriedImage(src);

  function miss() {
    onError();
    onMissing?.(true);
  }
  const image = (
    <img
      // Before hydration the events fire without a listener.
      ref={(element) => {
        if (element?.complete && element.naturalWidth === 0 && !failed) miss();
      }}
      src={src}
      alt={failed ? '' : alt}
      width={1536}
      height={1024}
      decoding="async"
      loading={lazy && !failed ? 'lazy' : undefined}
      onError={miss}
      onLoad={() => {
        onLoad();
        if (failed) onMissing?.(false);
      }}
      className={failed ? 'hidden' : `bg-sunken ${className}`}
    />
  );
  if (!failed) return image;
  return (
    <div
      role="img"
      aria-label={alt}
      className={`grid aspect-3/2 place-content-center justify-items-center gap-2 bg-sunken p-6 text-center text-muted text-sm ${className}`}
    >
      <ImageOff aria-hidden className="size-5" />
      <p>{missingText}</p>
      {trying && image}
    </div>
  );
}
