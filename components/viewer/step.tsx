'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '@/components/ui/button';

type Props = { to: 'previous' | 'next'; disabled: boolean; onClick: () => void };

const SIDES = {
  previous: { Icon: ChevronLeft, place: 'left-2' },
  next: { Icon: ChevronRight, place: 'right-2' },
} as const;

/** Goes to the picture beside the shown one; a finger swipes there. */
export function Step({ to, disabled, onClick }: Props) {
  const t = useTranslations('viewer');
  const { Icon, place } = SIDES[to];
  return (
    <IconButton
      name={t(to)}
      aria-disabled={disabled}
      onClick={disabled ? undefined : onClick}
      className={`-translate-y-1/2 absolute! top-1/2 z-10 size-11! rounded-full! bg-black/55 text-white! aria-disabled:invisible pointer-coarse:hidden ${place}`}
    >
      <Icon aria-hidden className="size-6" />
    </IconButton>
  );
}
