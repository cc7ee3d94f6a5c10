'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { LANGUAGE_COOKIE, setCookie } from '@/components/ui/preference-cookies';
import { Tabs } from '@/components/ui/tabs';
import type { Snippet } from '@/lib/snippets';
import { CodeSample } from './code-sample';

type Props = { snippets: Snippet[]; initial: Snippet['id'] | undefined };

/** The snippets, one language at a time; a cookie remembers the choice. */
export default function LoadedCodeTabs({ snippets, initial }: Props) {
  const t = useTranslations('docs.code');
  const [language, setLanguage] = useState(initial ?? snippets[0]?.id);
  const byId = new Map(snippets.map((snippet) => [snippet.id, snippet]));
  const shown = language && byId.get(language);

  function choose(id: Snippet['id']) {
    setLanguage(id);
    setCookie(LANGUAGE_COOKIE, id);
  }

  return (
    <Tabs
      label={t('language')}
      tabs={snippets}
      value={language}
      onChange={choose}
      end={shown && <CopyButton text={shown.code} name={t('copy', { language: shown.name })} />}
      panel={(id) => {
        const snippet = byId.get(id);
        return snippet && <CodeSample snippet={snippet} />;
      }}
    />
  );
}
