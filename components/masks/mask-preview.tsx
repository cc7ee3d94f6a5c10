'use client';

import { useTranslations } from 'next-intl';
import { photoPicturePath } from '@/lib/paths';
import { type MaskedPhoto, maskPicture } from './photo';

type Props = { photo: MaskedPhoto; maskId: string };

/** The photo, dark where the mask keeps it as it is. */
export function MaskPreview({ photo, maskId }: Props) {
  const t = useTranslations('masks');
  return (
    <span
      className="relative isolate block h-24 max-w-full overflow-hidden rounded-print bg-sunken shadow-print"
      style={{ aspectRatio: `${photo.width} / ${photo.height}` }}
    >
      <img
        src={photoPicturePath(photo.id, { size: '320', hash: photo.hash })}
        alt={t('preview')}
        className="size-full object-cover"
      />
      <img
        src={maskPicture(photo.id, maskId)}
        alt=""
        className="absolute inset-0 size-full object-cover opacity-80 mix-blend-multiply"
      />
    </span>
  );
}
