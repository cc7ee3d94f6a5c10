'use client';

import { type ReactNode, useEffect, useRef } from 'react';

type Props = {
  name: string;
  icon: ReactNode;
  /** Whether the name is seen where there is room; otherwise it is in the tooltip alone. */
  named?: boolean;
  children: ReactNode;
};

/** A button that discloses a list of actions. Escape, leaving it and choosing close it. */
export function Menu({ name, icon, named = false, children }: Props) {
  const details = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    function close(event: PointerEvent | KeyboardEvent) {
      const menu = details.current;
      if (!menu?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        menu.querySelector('summary')?.focus();
      } else if (menu.contains(event.target as Node)) return;
      menu.open = false;
    }
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);

  return (
    <details
      ref={details}
      onBlur={(event) => {
        const next = event.relatedTarget;
        if (next && !event.currentTarget.contains(next)) event.currentTarget.open = false;
      }}
      onToggle={({ currentTarget: menu }) => {
        if (menu.open) menu.lastElementChild?.scrollIntoView({ block: 'nearest' });
      }}
      className="relative"
    >
      <summary
        title={name}
        className={`flex h-9 min-w-9 list-none items-center justify-center gap-2 rounded-full text-muted text-sm hover:bg-sunken hover:text-ink ${named ? 'sm:px-3' : ''}`}
      >
        {icon}
        <span className={named ? 'max-sm:sr-only' : 'sr-only'}>{name}</span>
      </summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: choosing is done on the buttons inside. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a button's Enter arrives here as a click. */}
      <div
        onClick={() => {
          const menu = details.current;
          if (!menu) return;
          // What was chosen is hidden with the panel, and would lose the focus.
          menu.querySelector('summary')?.focus();
          menu.open = false;
        }}
        className="absolute top-full right-0 z-20 mt-1 flex min-w-44 scroll-mb-4 flex-col rounded-panel border border-line bg-panel p-1.5 shadow-float"
      >
        {children}
      </div>
    </details>
  );
}

/** How an action in a menu looks. */
export const MENU_ITEM =
  'flex min-h-9 w-full items-center gap-2.5 rounded-control px-3 py-1.5 text-left text-sm hover:bg-sunken';
