'use client';

import { clsx } from 'clsx';
import { blurredUrl } from '@/components/results/thumb-hash';
import { RemoteImage } from '@/components/ui/remote-image';
import { fit, type PictureSlide, type Size } from './slides';

type Props = {
  slide: PictureSlide;
  /** The place for it, px. */
  rect: Size;
  zoom: number;
  alts: { after: string; before: string };
  missingText: string;
  /** Whether the picture before is shown. */
  held: boolean;
  onSize: (size: Size) => void;
};

/** Of a picture whose size is not known yet, px. */
const UNKNOWN: Size = { width: 1536, height: 1024 };

/** One picture, whole, over its ThumbHash; more of its pixels are loaded when it is zoomed. */
export function Slide({ slide, rect, zoom, alts, missingText, held, onSize }: Props) {
  const { sources, thumbHash, before, width, height } = slide;
  const known = width && height ? { width, height } : null;
  const size = fit(known ?? UNKNOWN, rect);
  const shown = clsx('absolute inset-0 size-full', known ? 'object-cover' : 'object-contain');
  return (
    <div
      data-viewer-picture
      className="relative bg-center bg-cover"
      style={{
        ...size,
        ...(thumbHash && { backgroundImage: `url(${blurredUrl(thumbHash)})` }),
      }}
    >
      <RemoteImage
        src={sources.src}
        srcSet={sources.srcSet}
        sizes={`${Math.ceil(size.width * zoom)}px`}
        alt={held ? '' : alts.after}
        missingText={missingText}
        overHint
        draggable={false}
        onSize={known ? undefined : onSize}
        className={shown}
      />
      {before && (
        <div className={clsx('absolute inset-0', !held && 'invisible')}>
          <RemoteImage
            src={before}
            alt={alts.before}
            missingText={missingText}
            draggable={false}
            className={shown}
          />
        </div>
      )}
    </div>
  );
}
