'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { AlertDialog } from '@/components/ui/dialog';
import { ErrorMessage } from '@/components/ui/error-message';
import { useAction } from './use-action';

type Props = {
  title: string;
  /** The label of the button that confirms. */
  action: string;
  variant?: 'danger' | 'primary';
  /** When it throws, the error is shown and the dialog stays open. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
  /** The consequences. */
  children: ReactNode;
};

/** Asks for confirmation before an action that cannot simply be undone. */
export function ConfirmDialog(props: Props) {
  const t = useTranslations('common');
  const { title, action, variant = 'danger', onConfirm, onClose, children } = props;
  const { busy, error, run } = useAction();
  return (
    <AlertDialog title={title} onClose={onClose}>
      <p className="wrap-anywhere text-muted text-sm">{children}</p>
      <ErrorMessage message={error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('keep')}</Button>
        <Button variant={variant} busy={busy} onClick={() => run(onConfirm)}>
          {action}
        </Button>
      </div>
    </AlertDialog>
  );
}
