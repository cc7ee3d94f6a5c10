import { useTranslations } from 'next-intl';
import type { PhotoView } from '@/lib/photos';

/** Returns a function that gives the name of a photo as people see it. Its element needs `dir="auto"`. */
export function usePhotoName(): (photo: Pick<PhotoView, 'name'>) => string {
  const t = useTranslations('photos');
  return ({ name }) => name ?? t('unnamed');
}
