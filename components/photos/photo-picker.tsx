'use client';

import { useTranslations } from 'next-intl';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { announce } from '@/components/ui/feedback';
import type { PhotoView } from '@/lib/photos';
import { isolate } from '@/lib/visible-text';
import { ChosenPhotos } from './chosen-photos';
import { DropZone } from './drop-zone';
import { usePhotoName } from './photo-name';
import { UploadRows } from './upload-rows';
import { useUploads } from './use-uploads';

const LibraryDialog = lazy(() => import('./library-dialog'));

type Props = {
  photos: PhotoView[];
  /** Called with all photos that are chosen now, in the order in which they were chosen. */
  onChange: (photos: PhotoView[]) => void;
  multiple?: boolean;
};

/**
 * Chooses photos: new ones, which are uploaded at once, or ones of the library. A page that shows it sends the messages
 * of `photos`.
 */
export function PhotoPicker({ photos, onChange, multiple = false }: Props) {
  const t = useTranslations('photos.picker');
  const nameOf = usePhotoName();
  const [choosing, setChoosing] = useState(false);
  /** Two uploads may end before the page is rendered again. */
  const current = useRef(photos);
  useEffect(() => {
    current.current = photos;
  }, [photos]);

  function change(next: PhotoView[]) {
    current.current = next;
    onChange(next);
  }

  const uploads = useUploads((photo) => {
    const others = current.current.filter(({ id }) => id !== photo.id);
    change(multiple ? [...others, photo] : [photo]);
    announce(t('added', { name: isolate(nameOf(photo)) }));
  });

  return (
    <div className="flex flex-col gap-4">
      <ChosenPhotos
        photos={photos}
        onRemove={({ id }) => change(current.current.filter((one) => one.id !== id))}
      />
      <UploadRows {...uploads} />
      <DropZone
        multiple={multiple}
        small={photos.length > 0 || uploads.uploads.length > 0}
        onSources={uploads.add}
        onLibrary={() => setChoosing(true)}
      />
      {choosing && (
        <Suspense>
          <LibraryDialog
            photos={photos}
            multiple={multiple}
            onClose={() => setChoosing(false)}
            onChoose={(chosen) => {
              setChoosing(false);
              change(chosen);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
