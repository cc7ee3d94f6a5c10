'use client';

import { clsx } from 'clsx';
import { RemoteImage } from '@/components/ui/remote-image';
import { type CompareProps, TAG } from './texts';
import { useHold } from './use-hold';

type Props = CompareProps & {
  /** The name of the button that covers the pictures. */
  action: string;
};

/** The result; while a pointer, a finger, Space or Enter holds it, the picture before. */
export function HoldToCompare({ before, after, sizes, texts, action }: Props) {
  const { held, holding } = useHold();
  return (
    <div className="group relative size-full select-none">
      <RemoteImage
        {...after}
        sizes={sizes}
        overHint
        missingText={texts.missing}
        className="absolute inset-0 size-full object-contain"
      />
      {/* There from the start, so that it shows at once. */}
      <div className={clsx('absolute inset-0', !held && 'invisible')}>
        <RemoteImage
          {...before}
          missingText={texts.missing}
          className="absolute inset-0 size-full object-cover"
        />
      </div>
      <span aria-hidden className={`${TAG} left-3`}>
        {held ? texts.before : texts.after}
      </span>
      <button
        type="button"
        aria-label={action}
        aria-pressed={held}
        {...holding}
        className="absolute inset-0 cursor-pointer touch-pan-y -outline-offset-4 [-webkit-touch-callout:none]"
      />
    </div>
  );
}
