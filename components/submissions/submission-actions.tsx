'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { ErrorMessage } from '@/components/ui/feedback';
import type { SubmissionView } from '@/lib/submissions';

type Action = 'cancel' | 'check' | 'resend' | 'close';

const call = {
  cancel: 'POST /api/submissions/{id}/cancel',
  check: 'POST /api/submissions/{id}/check',
  resend: 'POST /api/submissions/{id}/resend',
  close: 'POST /api/submissions/{id}/close',
} as const;

type Props = {
  submission: SubmissionView;
  /** Called with the submission after an action. */
  onChange: (changed: SubmissionView) => void;
};

/**
 * What a person can do about a submission: take back one that waits; settle one of which nobody knows whether it
 * started a job; send a refused one again.
 */
export function SubmissionActions({ submission, onChange }: Props) {
  const t = useTranslations('sent');
  const { busy, error, run } = useAction();
  const [asking, setAsking] = useState<'resend' | 'close' | null>(null);
  /** A check that found nothing says so. */
  const [checked, setChecked] = useState(false);
  const { id, state } = submission;

  async function act(action: Action) {
    const { submission: changed } = await callApi(call[action], { params: { id } });
    setChecked(action === 'check' && changed.state === 'uncertain');
    onChange(changed);
  }
  const button = (action: Action, onClick: () => void) => (
    <Button key={action} size="small" busy={busy} onClick={onClick}>
      {t(`action.${action}`)}
    </Button>
  );
  const actions = {
    queued: [button('cancel', () => run(() => act('cancel')))],
    uncertain: [
      button('check', () => run(() => act('check'))),
      button('resend', () => setAsking('resend')),
      button('close', () => setAsking('close')),
    ],
  };

  return (
    <>
      <div className="flex flex-wrap gap-2 empty:hidden">
        {state === 'queued' || state === 'uncertain' ? actions[state] : null}
      </div>
      <p role="status" className="text-muted text-xs empty:hidden">
        {checked && t('nothingFound')}
      </p>
      <ErrorMessage message={error} />
      {asking && (
        <ConfirmDialog
          title={t(`ask.${asking}.title`)}
          action={t(`action.${asking}`)}
          dismiss={t(`ask.${asking}.dismiss`)}
          variant={asking === 'resend' ? 'danger' : 'primary'}
          onConfirm={async () => {
            await act(asking);
            setAsking(null);
          }}
          onClose={() => setAsking(null)}
        >
          {t(`ask.${asking}.body`)}
        </ConfirmDialog>
      )}
    </>
  );
}
