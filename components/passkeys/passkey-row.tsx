'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ConfirmDialog, Dialog } from '@/components/ui/dialog';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import { readForm } from '@/components/ui/input';
import { RelativeTime, Time } from '@/components/ui/time';
import type { PasskeyView } from '@/lib/passkeys';
import { isolate } from '@/lib/visible-text';

type DialogProps = { passkey: PasskeyView; onClose: () => void; onChanged: () => void };

function RenameDialog({ passkey: { id, name }, onClose, onChanged }: DialogProps) {
  const t = useTranslations('passkeys.renaming');
  const tCommon = useTranslations('common');
  const { busy, error, run } = useAction();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const body = readForm(event.currentTarget, 'name');
    run(async () => {
      await callApi('PATCH /api/account/passkeys/{id}', { params: { id }, body });
      onChanged();
    });
  }

  return (
    <Dialog title={t('title', { name: isolate(name) })} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t('label')}
          name="name"
          defaultValue={name}
          maxLength={60}
          dir="auto"
          required
        />
        <ErrorMessage message={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {tCommon('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Asks for confirmation before a passkey is deleted. */
function DeleteDialog({ passkey: { id, name }, onClose, onChanged }: DialogProps) {
  const t = useTranslations('passkeys.deletion');
  async function remove() {
    await callApi('DELETE /api/account/passkeys/{id}', { params: { id } });
    announce(t('done'));
    onChanged();
  }
  return (
    <ConfirmDialog
      title={t('title', { name: isolate(name) })}
      action={t('action')}
      onConfirm={remove}
      onClose={onClose}
    >
      {t('body')}
    </ConfirmDialog>
  );
}

type Props = { passkey: PasskeyView; now: number; onChanged: () => void };

/** One passkey: its name, dates, and the buttons that rename and delete it. */
export function PasskeyRow({ passkey, now, onChanged }: Props) {
  const t = useTranslations('passkeys');
  const [open, setOpen] = useState<'rename' | 'delete' | null>(null);
  const { name, createdAt, lastUsedAt } = passkey;
  const close = () => setOpen(null);
  const changed = () => {
    close();
    onChanged();
  };
  return (
    <div className="flex flex-col items-start gap-x-6 gap-y-3 py-4 sm:flex-row sm:justify-between">
      <div className="flex min-w-0 flex-col gap-1.5">
        <h3 dir="auto" className="wrap-anywhere font-medium">
          {name}
        </h3>
        <p className="flex flex-wrap gap-x-3 gap-y-1 text-muted text-xs">
          <span>{t.rich('created', { time: () => <Time at={createdAt} /> })}</span>
          <span>
            {lastUsedAt === null
              ? t('neverUsed')
              : t.rich('lastUsed', { time: () => <RelativeTime at={lastUsedAt} now={now} /> })}
          </span>
        </p>
      </div>
      <div className="flex shrink-0 gap-2">
        <Button
          aria-label={t('renameNamed', { name: isolate(name) })}
          onClick={() => setOpen('rename')}
        >
          {t('rename')}
        </Button>
        <Button
          variant="danger"
          aria-label={t('deleteNamed', { name: isolate(name) })}
          onClick={() => setOpen('delete')}
        >
          {t('delete')}
        </Button>
      </div>
      {open === 'rename' && <RenameDialog passkey={passkey} onClose={close} onChanged={changed} />}
      {open === 'delete' && <DeleteDialog passkey={passkey} onClose={close} onChanged={changed} />}
    </div>
  );
}
