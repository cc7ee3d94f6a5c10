'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { enhance } from './enhance';
import type { ViewerTexts } from './viewer-labels';

const loadViewer = () => import('./viewer');
const Viewer = lazy(loadViewer);

/** Runs what scripts add to the page. The viewer is loaded when a picture is opened. */
export function Enhancements({ texts }: { texts: ViewerTexts }) {
  const [opened, setOpened] = useState<HTMLAnchorElement | null>(null);
  useEffect(() => enhance(setOpened), []);
  if (!opened) return null;
  return (
    <Suspense fallback={<div className="fixed inset-0 z-40 bg-black" />}>
      <Viewer link={opened} texts={texts} onClose={() => setOpened(null)} />
    </Suspense>
  );
}
