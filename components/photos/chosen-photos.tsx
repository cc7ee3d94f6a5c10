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
  return (
    <ul aria-label={t('chosen')} className="flex flex-wrap gap-3">
      {photos.map((photo) => {
        const ratio = Math.min(2.5, Math.max(0.5, photo.width / photo.height));
        const height = photos.length === 1 ? 12 : 7;
        return (
          <li
            key={photo.id}
            className="relative min-w-0 max-w-full"
            style={{ width: `${(height * ratio).toFixed(2)}rem` }}
          >
            <div style={{ aspectRatio: ratio }}>
              <PhotoThumb
                photo={photo}
                alt={nameOf(photo)}
                sizes={`${Math.ceil(height * ratio)}rem`}
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
            <p dir="auto" className="mt-1 truncate text-muted text-xs">
              {nameOf(photo)}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
