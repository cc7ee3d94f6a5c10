'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { LiveRegion } from './live-region';
import { restoreFocus } from './restore-focus';

type Props = { title: string; onClose: () => void; children: ReactNode };

/**
 * Returns to what opened the dialog; from a menu that has closed since, to the menu's own button. What was
 * removed in the dialog has taken its buttons along.
 */
function focusBack(opener: Element | null) {
  const menu = opener?.closest('details:not([open])');
  const target = menu ? menu.querySelector('summary') : opener;
  if (target instanceof HTMLElement && target.isConnected) target.focus();
  restoreFocus();
}

/**
 * A modal dialog, open for as long as it is rendered. Escape, the cross and a press outside close it.
 * What carries `data-first` gets the focus.
 */
export function Dialog({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const opener = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    // Left alone, the browser would choose the cross.
    element?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      element?.close();
      focusBack(opener);
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does by keyboard what a press outside does.
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
      className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-panel border border-line bg-panel p-0 text-ink shadow-float"
    >
      <div className="flex flex-col gap-4 p-5 sm:p-6">
        <div className="flex items-start justify-between gap-4">
          <h2 id={titleId} className="wrap-anywhere min-w-0 font-semibold text-lg tracking-tight">
            {title}
          </h2>
          <button
            type="button"
            onClick={onClose}
            className="-mt-1 -mr-2 grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-sunken hover:text-ink"
          >
            <X aria-hidden className="size-4" />
            <span className="sr-only">Close</span>
          </button>
        </div>
        {children}
        <LiveRegion />
      </div>
    </dialog>
  );
}
