'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import { readForm } from '@/components/ui/input';

type Props = {
  email: string;
  goes: { jobs: number; shares: number; tokens: number; webhooks: number };
};

/** Says what goes, and asks for the address before the account is deleted. */
function DeleteDialog({ email, goes, onClose }: Props & { onClose: () => void }) {
  const t = useTranslations('myData.delete');
  const tCommon = useTranslations('common');
  const { busy, error, run } = useAction();
  const [deleted, setDeleted] = useState(false);
  const leave = () => window.location.assign('/');

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const body = readForm(event.currentTarget, 'email');
    run(async () => {
      await callApi('POST /api/account/deletion', { body });
      setDeleted(true);
    });
  }

  if (deleted) {
    return (
      <Dialog title={t('doneTitle')} onClose={leave}>
        <p role="status" className="text-muted text-sm">
          {t('done')}
        </p>
        <div className="flex justify-end">
          <Button variant="primary" onClick={leave}>
            {t('leave')}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('question')} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-muted text-sm">{t('goes', goes)}</p>
        <Field
          label={t('address')}
          hint={<span className="wrap-anywhere">{t('addressHint', { email })}</span>}
          name="email"
          type="email"
          autoComplete="off"
          required
        />
        <ErrorMessage message={error} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{tCommon('keep')}</Button>
          <Button type="submit" variant="danger" busy={busy}>
            {t('confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Deletes the account of the person who is signed in, after two questions. */
export function DeleteAccount(props: Props) {
  const t = useTranslations('myData.delete');
  const [asking, setAsking] = useState(false);
  return (
    <div>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t('action')}
      </Button>
      {asking && <DeleteDialog {...props} onClose={() => setAsking(false)} />}
    </div>
  );
}
