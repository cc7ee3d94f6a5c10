'use client';

import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { useRetriedImage } from './use-retried-image';

export type RemoteImageProps = {
  src: string;
  /** The same picture in other sizes, and how wide it is shown. */
  srcSet?: string | undefined;
  sizes?: string | undefined;
  alt: string;
  /** Replaces the picture when it cannot be loaded. */
  missingText: string;
  className?: string;
  /** Load it only when it is near the viewport. */
  lazy?: boolean;
  /** Load it before the other pictures. */
  first?: boolean;
  /** Called when the picture has failed, and when it has come after all. */
  onMissing?: (missing: boolean) => void;
  /** Whether a hint of the picture is behind it, which shows until it has loaded. */
  overHint?: boolean | undefined;
  /** Called with width / height when it has loaded. */
  onRatio?: ((ratio: number) => void) | undefined;
  /** Called with its pixels when it has loaded. */
  onSize?: ((size: { width: number; height: number }) => void) | undefined;
  draggable?: boolean | undefined;
};

/**
 * A picture of unknown size: reserves a 3:2 box until it has loaded. If loading fails it shows a text and tries
 * again by itself, see `useRetriedImage`.
 */
export function RemoteImage(props: RemoteImageProps) {
  const { src, srcSet, sizes, alt, missingText, className = '', lazy = false, first } = props;
  const { onMissing, onRatio, onSize, overHint = false } = props;
  const [loaded, setLoaded] = useState<string | null>(null);
  const { failed, trying, onError, onLoad } = useRetriedImage(src);

  function miss() {
    onError();
    onMissing?.(true);
  }
  function has({ naturalWidth, naturalHeight }: HTMLImageElement) {
    setLoaded(src);
    onRatio?.(naturalWidth / naturalHeight);
    onSize?.({ width: naturalWidth, height: naturalHeight });
  }
  // Behind the transparent parts of a picture is a plain colour.
  const background = overHint && loaded !== src ? '' : 'bg-sunken';
  const image = (
    <img
      // Before hydration the events fire without a listener.
      ref={(element) => {
        if (!element?.complete) return;
        if (element.naturalWidth === 0) {
          if (!failed) miss();
        } else has(element);
      }}
      srcSet={srcSet}
      sizes={srcSet && sizes}
      src={src}
      alt={failed ? '' : alt}
      width={1536}
      height={1024}
      decoding="async"
      fetchPriority={first ? 'high' : undefined}
      draggable={props.draggable}
      loading={lazy && !failed ? 'lazy' : undefined}
      onError={miss}
      onLoad={({ currentTarget }) => {
        has(currentTarget);
        onLoad();
        onMissing?.(false);
      }}
      className={failed ? 'hidden' : `${background} ${className}`}
    />
  );
  if (!failed) return image;
  return (
    <div
      role="img"
      aria-label={alt}
      className={`grid aspect-3/2 place-content-center justify-items-center gap-2 bg-sunken p-6 @max-[13rem]:p-2 text-center text-muted text-sm ${className}`}
    >
      <ImageOff aria-hidden className="size-5" />
      {/* In a card that is too narrow for the sentence, only screen readers get it. */}
      <p className="@max-[8rem]:sr-only @max-[13rem]:text-xs">{missingText}</p>
      {trying && image}
    </div>
  );
}
