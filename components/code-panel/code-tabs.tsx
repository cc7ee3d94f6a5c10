'use client';

import { useTranslations } from 'next-intl';
import { type ComponentProps, lazy, Suspense } from 'react';
import { CodeSample } from './code-sample';

const LoadedCodeTabs = lazy(() => import('./loaded-code-tabs'));

/**
 * The server renders the tabs. Their JavaScript (13 kB gzip) loads after the rest of the page, which it
 * would otherwise delay. React sends them behind the page; without JavaScript the selected snippet stays.
 */
export function CodeTabs(props: ComponentProps<typeof LoadedCodeTabs>) {
  const t = useTranslations('docs.code');
  const { snippets, initial } = props;
  const selected = snippets.find(({ id }) => id === initial) ?? snippets[0];
  const fallback = selected && (
    <section
      aria-label={t('example', { language: selected.name })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="overflow-x-auto rounded-panel border border-line bg-panel pt-10"
    >
      <CodeSample snippet={selected} />
    </section>
  );
  return (
    <Suspense fallback={fallback}>
      <LoadedCodeTabs {...props} />
    </Suspense>
  );
}
