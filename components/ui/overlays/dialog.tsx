'use client';

import { AlertDialog as BaseAlert } from '@base-ui/react/alert-dialog';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect } from 'react';
import { IconButton } from '../button';
import { restoreFocus } from '../feedback';

type Props = { title: string; onClose: () => void; children: ReactNode };

/** The focus on opening goes to the first control of the content: the close button comes after it. */
function Popup({ title, children }: { title: string; children: ReactNode }) {
  const t = useTranslations('common');
  // Base UI returns the focus to the element that opened the dialog, unless the action has removed it.
  useEffect(
    () => () => {
      setTimeout(restoreFocus, 50);
    },
    [],
  );
  return (
    <Base.Portal>
      <Base.Backdrop className="fixed inset-0 z-40 bg-black/50" />
      <Base.Viewport className="fixed inset-0 z-40 grid place-items-center overflow-y-auto p-4">
        <Base.Popup className="relative flex w-full max-w-md flex-col gap-4 rounded-panel border border-line bg-panel p-5 text-ink shadow-float outline-none sm:p-6">
          <Base.Title className="wrap-anywhere min-w-0 pr-8 font-semibold text-lg tracking-tight">
            {title}
          </Base.Title>
          {children}
          <Base.Close
            render={
              <IconButton
                name={t('close')}
                className="absolute! top-4 right-3 sm:top-5 sm:right-4"
              />
            }
          >
            <X aria-hidden className="size-4" />
          </Base.Close>
        </Base.Popup>
      </Base.Viewport>
    </Base.Portal>
  );
}

/** Escape, the close button and a press outside close it. */
export function Dialog({ title, onClose, children }: Props) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Popup title={title}>{children}</Popup>
    </Base.Root>
  );
}

/** Escape and the close button close it. */
export function AlertDialog({ title, onClose, children }: Props) {
  return (
    <BaseAlert.Root open onOpenChange={(open) => !open && onClose()}>
      <Popup title={title}>{children}</Popup>
    </BaseAlert.Root>
  );
}
