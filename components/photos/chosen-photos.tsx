'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '@/components/ui/button';
import type { PhotoView } from '@/lib/photos';
import { isolate } from '@/lib/visible-text';
import { usePhotoName } from './photo-name';
import { PhotoThumb } from './photo-thumb';

type Props = { photos: PhotoView[]; onRemove: (photo: PhotoView) => void };

/** The photos that were chosen, each in its own proportions, with a button that takes it back. */
export function ChosenPhotos({ photos, onRemove }: Props) {
  const t = useTranslations('photos.picker');
  const nameOf = usePhotoName();
  if (photos.length === 0) return null;
  const single = photos.length === 1;
  return (
    <ul aria-label={t('chosen')} className="flex flex-wrap gap-3">
      {photos.map((photo) => {
        const ratio = Math.min(2.5, Math.max(0.5, photo.width / photo.height));
        // A single one is what the page is about: as large as it fits above what is done with it.
        const width = single
          ? `calc(${ratio.toFixed(3)} * min(60dvh, 34rem))`
          : `${(7 * ratio).toFixed(2)}rem`;
        return (
          <li key={photo.id} className="relative min-w-0 max-w-full" style={{ width }}>
            <div style={{ aspectRatio: ratio }}>
              <PhotoThumb
                photo={photo}
                alt={nameOf(photo)}
                sizes={single ? '(min-width: 64rem) 52rem, 100vw' : `${Math.ceil(7 * ratio)}rem`}
                className="size-full rounded-print shadow-print"
              />
            </div>
            <IconButton
              name={t('remove', { name: isolate(nameOf(photo)) })}
              onClick={() => onRemove(photo)}
              className="absolute! top-1.5 right-1.5 rounded-full! bg-black/55! text-white! hover:bg-black/75!"
            >
              <X aria-hidden className="size-4" />
            </IconButton>
            {/* The picture has the name already. */}
            <p aria-hidden dir="auto" className="mt-1 truncate text-muted text-xs">
              {nameOf(photo)}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
