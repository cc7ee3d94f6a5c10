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

type Props = {
  /** What of the account it is: the user's name, or that of the studio. */
  field: 'name' | 'studioName';
  label: string;
  value: string | null;
};

const COMPLETED_BY = { name: 'name', studioName: 'organization' } as const;

/** Changes a name; a blank one removes it. */
export function NameForm({ field, label, value }: Props) {
  const t = useTranslations('account.name');
  const tCommon = useTranslations('common');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [times, setTimes] = useState(0);
  const saved = useBriefly(times);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const body = readForm(event.currentTarget, field);
    run(async () => {
      await callApi('PATCH /api/account', { body });
      setTimes(times + 1);
      router.refresh();
    });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid items-end gap-3 sm:grid-cols-[1fr_auto]">
        <Field
          label={label}
          name={field}
          defaultValue={value ?? ''}
          autoComplete={COMPLETED_BY[field]}
          maxLength={80}
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
