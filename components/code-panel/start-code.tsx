'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Template } from '@/lib/snippets';
import { type Body, fillTemplate, type LanguageId } from '@/lib/snippets/model';
import { CodeTabs } from './code-tabs';
import './highlight.css';

export type StartCodeProps = {
  /** `startTemplates()` of lib/snippets. */
  templates: Template[];
  /** The origin of this server. */
  baseUrl: string;
  /** The language that the person used last. */
  initial: LanguageId | undefined;
};

type Props = StartCodeProps & {
  mode: string;
  /** What is sent to Gepetto, by its names. */
  body: Body;
  /** The introduction above the programs. */
  children: ReactNode;
};

/** The request that a form would send, as programs in six languages. They follow what is changed in the form. */
export function StartCode({ templates, baseUrl, initial, mode, body, children }: Props) {
  const t = useTranslations('docs.code');
  const url = `${baseUrl}/v1/${mode}`;
  const snippets = templates.map((template) => fillTemplate(template, url, body));
  return (
    <section aria-labelledby="start-script" className="flex flex-col gap-3">
      <h2 id="start-script" className="font-semibold tracking-tight">
        {t('title')}
      </h2>
      <p className="max-w-prose text-muted text-sm">{children}</p>
      <CodeTabs snippets={snippets} initial={initial} />
    </section>
  );
}
