'use client';

import { LayoutGrid, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useAddToBoard } from '@/components/shares/use-add-to-board';
import { useMakeBoard } from '@/components/shares/use-make-board';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { linkPath } from '@/lib/paths';
import { MAX_ITEMS } from '@/lib/shares/model';
import { selectAlso, stopSelecting, useSelection } from './selection';

/** What becomes of the selected jobs. `selectable` are the ids of this page's jobs that can be on a board. */
export function SelectionBar({ selectable }: { selectable: readonly string[] }) {
  const t = useTranslations('links.select');
  const tCommon = useTranslations('common');
  const router = useRouter();
  const { on, ids, board } = useSelection();
  const { busy, error, make } = useMakeBoard(stopSelecting);
  const adding = useAddToBoard(stopSelecting);

  // Elsewhere nothing is selected.
  useEffect(
    () => () => {
      if (location.pathname !== '/jobs') stopSelecting();
    },
    [],
  );
  useEffect(() => {
    if (!on) return;
    const leave = (event: KeyboardEvent) => {
      const overlay = document.querySelector('[role="dialog"], [role="menu"]');
      if (event.key === 'Escape' && !overlay) stopSelecting();
    };
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  }, [on]);

  function cancel() {
    stopSelecting();
    if (board) router.push(linkPath(board.id));
  }

  if (!on) return null;
  const tooMany = new Set([...(board?.jobIds ?? []), ...ids]).size > MAX_ITEMS;
  return (
    <section
      aria-label={t('bar')}
      className="sticky bottom-0 z-30 -mx-4 mt-4 flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-t bg-panel px-4 py-3 sm:-mx-8 sm:px-8"
    >
      <p role="status" className="mr-auto text-sm">
        {tooMany
          ? t('tooMany', { max: MAX_ITEMS })
          : t(board ? 'countToAdd' : 'count', { count: ids.length })}
      </p>
      <Button variant="ghost" onClick={() => selectAlso(selectable)} className="max-sm:-mr-4">
        {t('all')}
      </Button>
      {/* On a phone a row of their own, which stays as high as it is. */}
      <div className="flex gap-3 max-sm:basis-full max-sm:*:last:flex-1">
        <Button onClick={cancel}>{tCommon('cancel')}</Button>
        {ids.length > 0 && !tooMany && board && (
          <Button variant="primary" busy={adding.busy} onClick={() => adding.add(board.id, ids)}>
            <Plus aria-hidden className="size-4" />
            {t('add')}
          </Button>
        )}
        {ids.length > 0 && !tooMany && !board && (
          <Button variant="primary" busy={busy} onClick={() => make(async () => ids)}>
            <LayoutGrid aria-hidden className="size-4" />
            {t('board')}
          </Button>
        )}
      </div>
      <ErrorMessage message={error ?? adding.error} />
    </section>
  );
}
