'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { CopyButton } from '@/components/ui/copy-button';

type Props = { codes: string[]; account: string; onDone: () => void };

/** Shows new recovery codes, once. */
export function FreshCodes({ codes, account, onDone }: Props) {
  const t = useTranslations('secondFactor.recovery.fresh');
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);

  const list = codes.join('\n');
  const file = `${t('heading', { account, host: location.host })}\n\n${list}\n`;
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-4 rounded-panel border border-accent/60 bg-panel p-5 sm:p-6"
    >
      <div className="flex flex-col gap-1">
        <h3 ref={title} id={id} tabIndex={-1} className="font-semibold tracking-tight outline-none">
          {t('title')}
        </h3>
        <p className="max-w-prose text-muted text-sm">{t('body')}</p>
      </div>
      <div className="flex items-start gap-2">
        <ul className="grid flex-1 gap-x-6 gap-y-1 font-mono text-sm sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <CopyButton text={list} name={t('copy')} />
      </div>
      <div className="flex flex-wrap gap-2">
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
          download="bottega-recovery-codes.txt"
          className={buttonClass({})}
        >
          <Download aria-hidden className="size-4" />
          {t('download')}
        </a>
        <Button onClick={onDone}>{t('done')}</Button>
      </div>
    </section>
  );
}
