'use client';

import { clsx } from 'clsx';
import { averageColour } from '@/components/results/thumb-hash';
import { Picture } from '@/components/ui/picture';
import { photoPicturePath } from '@/lib/paths';
import type { PhotoView } from '@/lib/photos';

type Props = {
  photo: Pick<PhotoView, 'id' | 'hash' | 'width' | 'thumbHash'>;
  alt: string;
  /** How wide it is shown, for the attribute `sizes`. */
  sizes: string;
  className?: string;
};

/** A photo that fills the frame around it. Until it has loaded, its average colour is there. */
export function PhotoThumb({ photo, alt, sizes, className }: Props) {
  const { id, hash, width, thumbHash } = photo;
  const path = (size: '320' | '640' | '1280') => photoPicturePath(id, { size, hash });
  const srcSet = [
    `${path('320')} 320w`,
    `${path('640')} 640w`,
    `${path('1280')} ${Math.min(width, 1_280)}w`,
  ];
  return (
    <div
      className={clsx('overflow-hidden bg-sunken', className)}
      style={{ backgroundColor: averageColour(thumbHash) }}
    >
      <Picture
        src={path('320')}
        srcSet={width > 320 ? srcSet.join(', ') : undefined}
        sizes={sizes}
        alt={alt}
        lazy
        overHint
        className="size-full object-cover"
      />
    </div>
  );
}
