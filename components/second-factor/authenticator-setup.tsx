'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-button';
import { ErrorMessage } from '@/components/ui/feedback';
import { readForm } from '@/components/ui/input';
import type { AppSetup } from '@/lib/second-factor';
import { CodeField } from './code-field';

/** Scanners want four modules of white around a QR code. */
const MARGIN = 4;

/** Dark on white in both themes: many scanners read nothing else. */
function QrCode({ size, path }: AppSetup['qr']) {
  const t = useTranslations('secondFactor.authenticator');
  const width = size + 2 * MARGIN;
  return (
    <svg
      role="img"
      aria-label={t('qr')}
      viewBox={`${-MARGIN} ${-MARGIN} ${width} ${width}`}
      shapeRendering="crispEdges"
      className="w-48 shrink-0 rounded-control"
    >
      <rect x={-MARGIN} y={-MARGIN} width={width} height={width} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

type Props = {
  setup: AppSetup;
  onOn: (recoveryCodes: string[]) => void;
  onCancel: () => void;
};

/** Sets up an authenticator app: shows the secret and asks for the first code. */
export function AuthenticatorSetup({ setup, onOn, onCancel }: Props) {
  const t = useTranslations('secondFactor.authenticator');
  const tCommon = useTranslations('common');
  const { busy, error, run } = useAction();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const body = readForm(event.currentTarget, 'code');
    run(async () =>
      onOn((await callApi('POST /api/account/authenticator/confirm', { body })).recoveryCodes),
    );
  }

  return (
    <form
      onSubmit={submit}
      aria-label={t('setUp')}
      className="flex flex-col gap-5 rounded-panel border border-line bg-panel p-5 sm:p-6"
    >
      <p className="max-w-prose text-sm">{t('scan')}</p>
      <div className="flex flex-col gap-5 sm:flex-row">
        <QrCode {...setup.qr} />
        <div className="flex min-w-0 flex-1 flex-col gap-4">
          <div className="flex flex-col gap-1.5">
            <p aria-hidden className="font-medium text-sm">
              {t('secret')}
            </p>
            <CopyField text={setup.secret} label={t('secret')} copyName={t('copySecret')} />
          </div>
          <CodeField label={t('code')} />
        </div>
      </div>
      <ErrorMessage message={error} />
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {t('turnOn')}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          {tCommon('cancel')}
        </Button>
      </div>
    </form>
  );
}
