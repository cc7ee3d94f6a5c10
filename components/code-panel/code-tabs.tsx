'use client';

import { type ComponentProps, lazy, Suspense } from 'react';

/**
 * The server renders the tabs. Their JavaScript (13 kB gzip) loads after the rest of the page, which it
 * would otherwise delay: the panel is at the bottom and can be read without it.
 */
const LoadedCodeTabs = lazy(() => import('./loaded-code-tabs'));

export function CodeTabs(props: ComponentProps<typeof LoadedCodeTabs>) {
  return (
    <Suspense>
      <LoadedCodeTabs {...props} />
    </Suspense>
  );
}
