'use client';

import { useEffect, useState } from 'react';
import { useOverlays } from './use-overlays';

const HOVER_DELAY_MS = 400;

function tooltipTarget({ target }: Event): HTMLElement | null {
  const anchor = target instanceof Element ? target.closest<HTMLElement>('[data-tooltip]') : null;
  return anchor?.ariaExpanded === 'true' ? null : anchor;
}

function OpenTooltip({ anchor, onClose }: { anchor: HTMLElement; onClose: () => void }) {
  const overlays = useOverlays(false);
  const text = anchor.dataset.tooltip ?? '';
  return overlays && <overlays.Tooltip anchor={anchor} text={text} onClose={onClose} />;
}

/**
 * One tooltip for the page: shows the `data-tooltip` of the element under the mouse or with the keyboard
 * focus. It repeats the accessible name, so assistive technology does not need it.
 */
export function Tooltips() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let hovered: HTMLElement | null = null;
    let tabbed = false;
    const listening = new AbortController();
    const { signal } = listening;

    function hide() {
      clearTimeout(timer);
      setAnchor(null);
    }
    function hover(event: PointerEvent) {
      const target = event.pointerType === 'mouse' ? tooltipTarget(event) : null;
      if (target === hovered) return;
      hovered = target;
      hide();
      if (target) timer = setTimeout(() => setAnchor(target), HOVER_DELAY_MS);
    }
    function key(event: KeyboardEvent) {
      tabbed = event.key === 'Tab';
      hide();
    }
    function focus(event: FocusEvent) {
      // Not when a menu or dialog returns the focus on closing.
      if (tabbed) setAnchor(tooltipTarget(event));
    }
    function press() {
      tabbed = false;
      hide();
    }

    document.addEventListener('pointerover', hover, { signal });
    document.addEventListener('focusin', focus, { signal });
    document.addEventListener('focusout', hide, { signal });
    document.addEventListener('pointerdown', press, { signal });
    document.addEventListener('keydown', key, { signal });
    return () => {
      clearTimeout(timer);
      listening.abort();
    };
  }, []);

  return anchor && <OpenTooltip anchor={anchor} onClose={() => setAnchor(null)} />;
}
