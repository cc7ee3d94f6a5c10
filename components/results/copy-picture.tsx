'use client';

import { Check, ClipboardCopy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { type CopyFailure, copyPicture } from './clipboard';

type Props = {
  /** The address of the whole picture. */
  src: string;
};

/** Copies a picture to the clipboard, and says whether that worked. */
export function CopyPicture({ src }: Props) {
  const t = useTranslations('viewer.copy');
  const [result, setResult] = useState<CopyFailure | 'done' | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (result !== 'done') return;
    const timer = setTimeout(() => setResult(null), 2_500);
    return () => clearTimeout(timer);
  }, [result]);
  async function copy() {
    setBusy(true);
    setResult((await copyPicture(src)) ?? 'done');
    setBusy(false);
  }
  const Icon = result === 'done' ? Check : ClipboardCopy;
  return (
    <>
      <Button busy={busy} onClick={copy}>
        <Icon aria-hidden className="size-4" />
        {result === 'done' ? t('done') : t('action')}
      </Button>
      <p role="status" className="text-danger text-sm empty:hidden">
        {result !== null && result !== 'done' && t(result)}
        {result === 'done' && <span className="sr-only">{t('done')}</span>}
      </p>
    </>
  );
}
