'use client';

import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import useSWR from 'swr';
import { callApi } from '@/components/api-client';
import { useErrorMessage } from '@/components/layout/use-action';
import { IconButton } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import type { JobView } from '@/lib/jobs';
import { Shown } from './shown';
import type { Panel } from './side-panel';
import { useShown } from './use-shown';

type Props = {
  /** The jobs of the page. */
  jobs: JobView[];
  /** The job whose picture was opened. */
  opened: string;
  /** The server's time at rendering, ms UTC. */
  now: number;
  onClose: () => void;
};

/** In place of a picture that is not there. */
function Nothing({ children, onClose }: { children: ReactNode; onClose: () => void }) {
  const t = useTranslations('viewer');
  return (
    <div className="grid size-full place-items-center p-6 text-center">
      {children}
      <IconButton name={t('close')} onClick={onClose} className="absolute! top-2 right-2 size-10!">
        <X aria-hidden className="size-5" />
      </IconButton>
    </div>
  );
}

/** A job that is not on the page: the address was opened on another page of the history, or was sent. */
function useOther(id: string, known: boolean) {
  const describeError = useErrorMessage();
  const { data, error } = useSWR(
    known ? null : ['viewed', id],
    () => callApi('GET /api/jobs/{id}', { params: { id } }),
    { revalidateOnFocus: false, revalidateOnReconnect: false, shouldRetryOnError: false },
  );
  return { job: data?.job, error: error ? describeError(error) : null };
}

/** Full screen over a page: one picture at a time, dark in both themes. */
export default function Viewer({ jobs, opened, now, onClose }: Props) {
  const t = useTranslations('viewer');
  const [panel, setPanel] = useState<Panel | null>(null);
  // Decided once: a job that is archived meanwhile leaves the page.
  const [onPage] = useState(() => jobs.some(({ id }) => id === opened));
  const other = useOther(opened, onPage);
  const shown = useShown(onPage ? jobs : other.job ? [other.job] : [], opened);

  function onOpenChange(open: boolean, reason: string) {
    if (open) return;
    const inPanel = document.activeElement?.closest('[data-viewer-panel]');
    if (reason !== 'escape-key' || !panel || !inPanel) return onClose();
    setPanel(null);
    document.querySelector<HTMLElement>(`[data-panel="${panel}"]`)?.focus();
  }
  return (
    <Dialog.Root open onOpenChange={(open, { reason }) => onOpenChange(open, reason)}>
      <Dialog.Portal>
        <Dialog.Popup
          // The stage takes the focus when it is there.
          initialFocus={false}
          finalFocus={false}
          className="scheme-dark fixed inset-0 z-40 animate-appear bg-black text-ink outline-none [animation-duration:0.2s]"
        >
          <Dialog.Title className="sr-only">{t('title')}</Dialog.Title>
          {shown.job ? (
            <Shown
              shown={shown}
              job={shown.job}
              now={now}
              onClose={onClose}
              panel={panel}
              setPanel={setPanel}
            />
          ) : (
            <Nothing onClose={onClose}>
              {other.error ? (
                <ErrorMessage message={other.error} />
              ) : (
                <p role="status" className="text-muted text-sm">
                  {onPage || other.job ? t('none') : t('loading')}
                </p>
              )}
            </Nothing>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
