'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { ErrorMessage } from '@/components/ui/feedback';
import { Checkbox } from '@/components/ui/input';
import { Section } from './section';

/** Chooses what the user's scripts get as `output` of a job. Stored as soon as it is changed. */
export function StoredOutput({ chosen }: { chosen: boolean }) {
  const t = useTranslations('account.storedOutput');
  const router = useRouter();
  const { busy, error, run } = useAction();

  function store(storedOutput: boolean) {
    run(async () => {
      await callApi('PATCH /api/account', { body: { storedOutput } });
      router.refresh();
    });
  }

  return (
    <Section title={t('title')} intro={t('intro')}>
      <Checkbox
        // An unsaved choice does not stay checked.
        key={String(chosen)}
        defaultChecked={chosen}
        disabled={busy}
        onChange={(event) => store(event.currentTarget.checked)}
      >
        {t('label')}
        <span className="max-w-prose text-muted">{t('hint')}</span>
      </Checkbox>
      <ErrorMessage message={error} />
    </Section>
  );
}
