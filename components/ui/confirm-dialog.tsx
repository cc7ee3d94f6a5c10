'use client';

import type { ReactNode } from 'react';
import { useAction } from '@/components/layout/use-action';
import { Button } from './button';
import { Dialog } from './dialog';
import { ErrorMessage } from './error-message';

type Props = {
  title: string;
  /** What the button says that does it. */
  action: string;
  look?: 'danger' | 'primary';
  /** Does it; what it throws is shown, and the dialog stays. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
  /** What will come of it. */
  children: ReactNode;
};

/** Asks once more before something that cannot simply be undone. */
export function ConfirmDialog(props: Props) {
  const { title, action, look = 'danger', onConfirm, onClose, children } = props;
  const { busy, error, run } = useAction();
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="wrap-anywhere text-muted text-sm">{children}</p>
      <ErrorMessage message={error} />
      <div className="flex justify-end gap-2">
        <Button data-first onClick={onClose}>
          Keep it
        </Button>
        <Button look={look} busy={busy} onClick={() => run(onConfirm)}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
