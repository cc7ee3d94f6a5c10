'use client';

import { useTranslations } from 'next-intl';
import type { ComponentProps, FormEvent, ReactNode } from 'react';
import { useAction } from '@/components/layout/use-action';
import { Button } from './button';
import { ErrorMessage } from './feedback';
import type { Dialog as LoadedDialog } from './overlays';
import { useOverlays } from './use-overlays';

/** A modal dialog, open for as long as it is rendered; see overlays/dialog. */
export function Dialog(props: ComponentProps<typeof LoadedDialog>) {
  const overlays = useOverlays(true);
  return overlays && <overlays.Dialog {...props} />;
}

/** A dialog that asks for a decision: a press outside does not close it. */
export function AlertDialog(props: ComponentProps<typeof LoadedDialog>) {
  const overlays = useOverlays(true);
  return overlays && <overlays.AlertDialog {...props} />;
}

type ConfirmDialogProps = {
  title: string;
  /** The label of the button that confirms. */
  action: string;
  /** The label of the other button; "Keep it" by default. */
  dismiss?: string;
  variant?: 'danger' | 'primary';
  /** When it throws, the error is shown and the dialog stays open. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
  /** The consequences. */
  children: ReactNode;
};

/** Asks for confirmation before an action that cannot simply be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useTranslations('common');
  const { title, action, dismiss, variant = 'danger', onConfirm, onClose, children } = props;
  const { busy, error, run } = useAction();
  return (
    <AlertDialog title={title} onClose={onClose}>
      <p className="wrap-anywhere text-muted text-sm">{children}</p>
      <ErrorMessage message={error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{dismiss ?? t('keep')}</Button>
        <Button variant={variant} busy={busy} onClick={() => run(onConfirm)}>
          {action}
        </Button>
      </div>
    </AlertDialog>
  );
}

type FormDialogProps = {
  title: string;
  busy: boolean;
  error: ComponentProps<typeof ErrorMessage>['message'];
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  onClose: () => void;
  /** The fields. */
  children: ReactNode;
};

/** A form in a dialog, with "Cancel" and "Save". */
export function FormDialog({ title, busy, error, onSubmit, onClose, children }: FormDialogProps) {
  const t = useTranslations('common');
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        {children}
        <ErrorMessage message={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
