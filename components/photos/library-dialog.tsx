'use client';

import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import useSWRInfinite from 'swr/infinite';
import { type ApiResult, callApi } from '@/components/api-client';
import { useErrorMessage } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorMessage } from '@/components/ui/feedback';
import type { PhotoView } from '@/lib/photos';
import { usePhotoName } from './photo-name';
import { PhotoThumb } from './photo-thumb';

type Page = ApiResult<'GET /api/photos'>;

const load = ([, cursor]: [string, string | null]) =>
  callApi('GET /api/photos', { query: cursor ? { cursor } : {} });

/** The pages of the library that have been loaded. Read again each time the dialog is opened. */
function useLibrary() {
  const { data, error, size, setSize, isValidating } = useSWRInfinite<Page, unknown>(
    (index: number, before: Page | null) =>
      index === 0 ? ['photos', null] : before?.nextCursor ? ['photos', before.nextCursor] : null,
    load,
    { revalidateFirstPage: false, revalidateOnFocus: false, shouldRetryOnError: false },
  );
  const photos = data?.flatMap((page) => page.photos);
  const hasMore = Boolean(data?.at(-1)?.nextCursor);
  return { photos, error, hasMore, loading: isValidating, more: () => setSize(size + 1) };
}

type ChoiceProps = { photo: PhotoView; chosen: boolean; onToggle: () => void };

function PhotoChoice({ photo, chosen, onToggle }: ChoiceProps) {
  const nameOf = usePhotoName();
  return (
    <button
      type="button"
      aria-pressed={chosen}
      title={nameOf(photo)}
      onClick={onToggle}
      className={clsx(
        'relative block w-full rounded-print outline-offset-2',
        chosen && 'outline-3 outline-accent',
      )}
    >
      <PhotoThumb
        photo={photo}
        alt={nameOf(photo)}
        sizes="8rem"
        className="aspect-square w-full rounded-print"
      />
      {chosen && (
        <span className="absolute top-1 right-1 grid size-6 place-items-center rounded-full bg-accent text-on-accent">
          <Check aria-hidden className="size-4" />
        </span>
      )}
    </button>
  );
}

type Props = {
  /** The photos that are chosen already. */
  photos: PhotoView[];
  multiple: boolean;
  onChoose: (photos: PhotoView[]) => void;
  onClose: () => void;
};

/** The person's photos, to choose one or several from. */
export default function LibraryDialog({ photos: before, multiple, onChoose, onClose }: Props) {
  const t = useTranslations('photos.library');
  const describe = useErrorMessage();
  const { photos, error, hasMore, loading, more } = useLibrary();
  const [chosen, setChosen] = useState(before);
  const has = ({ id }: PhotoView) => chosen.some((one) => one.id === id);

  function toggle(photo: PhotoView) {
    if (!multiple) return onChoose([photo]);
    setChosen(has(photo) ? chosen.filter(({ id }) => id !== photo.id) : [...chosen, photo]);
  }

  return (
    <Dialog title={t('title')} onClose={onClose}>
      <ErrorMessage message={error ? describe(error) : null} />
      {photos?.length === 0 && <p className="text-muted text-sm">{t('empty')}</p>}
      {!photos && !error && <p className="animate-breathe text-muted text-sm">{t('loading')}</p>}
      {photos && photos.length > 0 && (
        <div className="-mx-1 flex max-h-[55svh] flex-col gap-3 overflow-y-auto p-1">
          <ul className="grid grid-cols-3 gap-2">
            {photos.map((photo) => (
              <li key={photo.id}>
                <PhotoChoice photo={photo} chosen={has(photo)} onToggle={() => toggle(photo)} />
              </li>
            ))}
          </ul>
          {hasMore && (
            <Button busy={loading} onClick={more}>
              {t('more')}
            </Button>
          )}
        </div>
      )}
      {multiple && photos && photos.length > 0 && (
        <Button variant="primary" onClick={() => onChoose(chosen)}>
          {t('use', { count: chosen.length })}
        </Button>
      )}
    </Dialog>
  );
}
