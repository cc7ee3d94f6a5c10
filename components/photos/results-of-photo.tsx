import { Plus } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { PhotoBoardButton } from '@/components/shares/photo-board-button';
import { buttonClass } from '@/components/ui/button-class';
import { newJobPath } from '@/lib/paths';
import type { PhotoView } from '@/lib/photos';
import { PhotoThumb } from './photo-thumb';

/** Above the history that shows one photo's results: the photo, and what can be done with it. */
export function ResultsOfPhoto({ photo, allHref }: { photo: PhotoView; allHref: Route }) {
  const t = useTranslations('photos');
  const name = photo.name ?? t('unnamed');
  return (
    <section
      aria-label={t('of.title')}
      className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-panel border border-line bg-panel p-3"
    >
      <PhotoThumb
        photo={photo}
        alt={name}
        sizes="6rem"
        className="h-16 w-24 shrink-0 rounded-print"
      />
      <div className="min-w-0 flex-1 basis-40">
        <p className="text-muted text-sm">{t('of.title')}</p>
        <p dir="auto" className="truncate font-medium">
          {name}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Link href={newJobPath({ photo: photo.id })} className={buttonClass()}>
          <Plus aria-hidden className="size-4" />
          {t('start')}
        </Link>
        {photo.results > 0 && <PhotoBoardButton photoId={photo.id} />}
        <Link href={allHref} className={buttonClass({ variant: 'ghost' })}>
          {t('of.all')}
        </Link>
      </div>
    </section>
  );
}
