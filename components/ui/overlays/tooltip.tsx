'use client';

import { Tooltip as Base } from '@base-ui/react/tooltip';

type Props = { anchor: Element; text: string; onClose: () => void };

/** A tooltip beside an element, open for as long as it is rendered. Screen readers have read its text as a name. */
export function Tooltip({ anchor, text, onClose }: Props) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} sideOffset={6} side="bottom" className="z-50">
          <Base.Popup
            aria-hidden
            className="pointer-events-none max-w-64 rounded-control bg-ink px-2 py-1 text-wall text-xs data-anchor-hidden:hidden"
          >
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
