'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { announce } from '@/components/ui/feedback';
import { isolate } from '@/lib/visible-text';
import { DropZone } from './drop-zone';
import { usePhotoName } from './photo-name';
import { UploadRows } from './upload-rows';
import { useUploads } from './use-uploads';

/** Adds photos to the library; the page shows each as soon as it is there. */
export function AddPhotos({ small }: { small: boolean }) {
  const t = useTranslations('photos.picker');
  const router = useRouter();
  const nameOf = usePhotoName();
  const uploads = useUploads((photo) => {
    announce(t('added', { name: isolate(nameOf(photo)) }));
    router.refresh();
  });
  return (
    <div className="flex flex-col gap-4">
      <DropZone multiple small={small} onSources={uploads.add} />
      <UploadRows {...uploads} />
    </div>
  );
}
