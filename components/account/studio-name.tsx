'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import { readForm } from '@/components/ui/input';
import { useBriefly } from '@/components/ui/use-briefly';
import { MAX_STUDIO_NAME } from '@/lib/shares/model';

/** Changes the name of the studio; a blank one removes it. */
export function StudioName({ name }: { name: string | null }) {
  const t = useTranslations('account.studio');
  const tCommon = useTranslations('common');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [times, setTimes] = useState(0);
  const saved = useBriefly(times);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const body = readForm(event.currentTarget, 'studioName');
    run(async () => {
      await callApi('PATCH /api/account', { body });
      setTimes(times + 1);
      router.refresh();
    });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <div className="grid items-end gap-3 sm:grid-cols-[1fr_auto]">
        <Field
          label={t('name')}
          name="studioName"
          defaultValue={name ?? ''}
          autoComplete="organization"
          maxLength={MAX_STUDIO_NAME}
          dir="auto"
        />
        <Button type="submit" busy={busy}>
          {tCommon('save')}
        </Button>
      </div>
      <ErrorMessage message={error} />
      <p role="status" className="min-h-5 text-muted text-sm">
        {saved ? t('saved') : ''}
      </p>
    </form>
  );
}
