'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api-client';
import { ConfirmDialog } from '@/components/ui/dialog';
import { announce } from '@/components/ui/feedback';
import type { PersonView } from '@/lib/people';
import { isolate } from '@/lib/visible-text';

export type PersonAction =
  | 'makeOperator'
  | 'unmakeOperator'
  | 'enable'
  | 'disable'
  | 'signOut'
  | 'removeSecondFactor';

async function act(action: PersonAction, id: string): Promise<void> {
  const params = { id };
  if (action === 'signOut') await callApi('DELETE /api/people/{id}/sessions', { params });
  else if (action === 'removeSecondFactor') {
    await callApi('DELETE /api/people/{id}/second-factor', { params });
  } else {
    const body =
      action === 'enable' || action === 'disable'
        ? { disabled: action === 'disable' }
        : { operator: action === 'makeOperator' };
    await callApi('PATCH /api/people/{id}', { params, body });
  }
}

type Props = { person: PersonView; action: PersonAction; onClose: () => void };

/** Says what an action will do to somebody, and does it. */
export function PersonActionDialog({ person, action, onClose }: Props) {
  const t = useTranslations(`people.actions.${action}`);
  const router = useRouter();
  const name = isolate(person.name ?? person.email);
  async function confirm() {
    await act(action, person.id);
    announce(t('done'));
    onClose();
    router.refresh();
  }
  return (
    <ConfirmDialog
      title={t('title', { name })}
      action={t('item')}
      variant={action === 'enable' || action === 'makeOperator' ? 'primary' : 'danger'}
      onConfirm={confirm}
      onClose={onClose}
    >
      {t('body', { email: person.email })}
    </ConfirmDialog>
  );
}
