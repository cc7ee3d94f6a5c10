'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react';
import { enhance } from './enhance';
import { sendFeedback } from './send-feedback';
import type { ViewerTexts } from './viewer-labels';

const loadViewer = () => import('./viewer');
const Viewer = lazy(loadViewer);

/** Runs what scripts add to the page. The viewer is loaded when a picture is opened. */
export function Enhancements({ texts }: { texts: ViewerTexts }) {
  const router = useRouter();
  const [opened, setOpened] = useState<HTMLAnchorElement | null>(null);
  const send = useEffectEvent(async (form: HTMLFormElement) => {
    const next = await sendFeedback(form);
    if (next === null) return form.submit();
    const [path] = next.split('#');
    router.replace(path as Route, { scroll: false });
    // The same address again, after the same words.
    router.refresh();
  });
  useEffect(() => enhance({ open: setOpened, send: (form) => void send(form) }), []);
  if (!opened) return null;
  return (
    <Suspense fallback={<div className="fixed inset-0 z-40 bg-black" />}>
      <Viewer link={opened} texts={texts} onClose={() => setOpened(null)} />
    </Suspense>
  );
}
