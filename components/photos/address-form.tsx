'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Input } from '@/components/ui/input';
import { MAX_URL } from '@/lib/photos/model';

type Props = { onAddress: (url: string) => void; onClose: () => void };

/** Asks for the address of a picture. Not a form of its own: it may stand in one. */
export function AddressForm({ onAddress, onClose }: Props) {
  const t = useTranslations('photos.address');
  const tCommon = useTranslations('common');
  const id = useId();
  const [url, setUrl] = useState('');
  const [wrong, setWrong] = useState(false);

  function submit(event: Pick<FormEvent, 'preventDefault'>) {
    event.preventDefault();
    const text = url.trim();
    if (!/^https?:\/\/./i.test(text) || !URL.canParse(text)) return setWrong(true);
    onAddress(text);
    onClose();
  }

  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {t('label')}
      </label>
      <div className="flex flex-wrap gap-2">
        <Input
          id={id}
          type="url"
          inputMode="url"
          // It has appeared where the person pressed.
          autoFocus
          dir="ltr"
          value={url}
          maxLength={MAX_URL}
          placeholder="https://"
          aria-invalid={wrong || undefined}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => {
            setUrl(target.value);
            setWrong(false);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') submit(event);
            if (event.key === 'Escape') onClose();
          }}
          className="min-w-0 flex-1 basis-60"
        />
        <Button onClick={submit}>{t('add')}</Button>
        <Button variant="ghost" onClick={onClose}>
          {tCommon('cancel')}
        </Button>
      </div>
      <p id={`${id}-hint`} className="text-muted text-xs">
        {t('hint')}
      </p>
      <ErrorMessage message={wrong ? t('wrong') : null} />
    </div>
  );
}
