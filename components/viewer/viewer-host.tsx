'use client';

import { lazy, Suspense, useEffect, useRef } from 'react';
import { useHydratedValue } from '@/components/ui/hydration';
import type { JobView } from '@/lib/jobs';
import { closeViewer, useViewedId } from './address';
import { loadViewer } from './load';

const Viewer = lazy(loadViewer);

/** Where the focus goes when the viewer closes, if what had opened it has left the page. */
function openerOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-opens-viewer="${CSS.escape(id)}"]`);
}

type Props = {
  /** The jobs of the page, in their order. */
  jobs: JobView[];
  /** The server's time at rendering, ms UTC. */
  now: number;
  /** Whether the page is about one job: any `view` in its address opens it. */
  single?: boolean;
};

/**
 * The place of the viewer on a page: it is loaded when the address names a picture. Back closes it, and the focus
 * returns to where it was.
 */
export function ViewerHost({ jobs, now, single = false }: Props) {
  const named = useViewedId();
  const hydrated = useHydratedValue(() => true, false);
  const id = named !== null && single ? (jobs[0]?.id ?? named) : named;
  const focused = useRef<{ element: Element | null; id: string } | null>(null);
  useEffect(() => {
    if (id !== null) {
      focused.current ??= { element: document.activeElement, id };
      return;
    }
    const { element, id: opened } = focused.current ?? {};
    focused.current = null;
    if (opened === undefined) return;
    // After the dialog has let go of the focus.
    const timer = setTimeout(() => {
      const back = element?.isConnected && element !== document.body ? element : openerOf(opened);
      if (back instanceof HTMLElement) back.focus();
    }, 60);
    return () => clearTimeout(timer);
  }, [id]);
  if (id === null || !hydrated) return null;
  return (
    <Suspense fallback={<div className="fixed inset-0 z-40 bg-black" />}>
      <Viewer key="viewer" jobs={jobs} opened={id} now={now} onClose={closeViewer} />
    </Suspense>
  );
}
