'use client';

import { LayoutGrid } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { resultsOfPhoto } from './results-of-photo';
import { useMakeBoard } from './use-make-board';

/** Makes a board of all results of a photo. */
export function PhotoBoardButton({ photoId }: { photoId: string }) {
  const t = useTranslations('links.photo');
  const { busy, error, make } = useMakeBoard();
  return (
    <>
      <Button busy={busy} onClick={() => make(() => resultsOfPhoto(photoId))}>
        <LayoutGrid aria-hidden className="size-4" />
        {t('board')}
      </Button>
      <ErrorMessage message={error} />
    </>
  );
}
