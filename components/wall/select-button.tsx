'use client';

import { ListChecks } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { startSelecting, stopSelecting, useSelection } from './selection';

/** Starts and ends selecting. On a phone, where the bar is full, the menu of a card starts it. */
export function SelectButton() {
  const t = useTranslations('links.select');
  const { on } = useSelection();
  return (
    <Button
      variant="ghost"
      size="small"
      aria-pressed={on}
      onClick={() => (on ? stopSelecting() : startSelecting())}
      className="h-9 rounded-full! px-3! aria-pressed:bg-sunken aria-pressed:text-ink max-sm:hidden"
    >
      <ListChecks aria-hidden className="size-4" />
      {t('start')}
    </Button>
  );
}
