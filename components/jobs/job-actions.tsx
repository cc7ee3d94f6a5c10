'use client';

import { Download, Maximize2, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi, ignoreGone } from '@/components/api-client';
import { DownloadForm } from '@/components/results/download-form';
import { Button } from '@/components/ui/button';
import { buttonClass, OFF } from '@/components/ui/button-class';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Disclosure } from '@/components/ui/disclosure';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import { OpenViewer } from '@/components/viewer/open-viewer';
import type { JobView } from '@/lib/jobs';
import { jobPicturePath } from '@/lib/paths';
import { tellOtherTabs } from './history-channel';
import { isolatedName } from './job-name';
import { useArchive } from './use-archive';

/** Links that download and open the result. Before there is one they have their place, and nothing to link to. */
export function PictureActions({ job }: { job: JobView }) {
  const t = useTranslations('jobs.actions');
  if (!job.hasPicture) {
    return (
      <div className="flex flex-col gap-2">
        <button
          type="button"
          disabled
          className={buttonClass({ variant: 'primary', className: OFF })}
        >
          <Download aria-hidden className="size-4" />
          {t('download')}
        </button>
        <button type="button" disabled className={buttonClass({ className: OFF })}>
          <Maximize2 aria-hidden className="size-4" />
          {t('open')}
        </button>
        <p aria-hidden className="invisible py-2 text-sm">
          {t('more')}
        </p>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-2">
      <a
        href={jobPicturePath(job.id, { of: 'output', download: true })}
        download
        className={buttonClass({ variant: 'primary' })}
      >
        <Download aria-hidden className="size-4" />
        {t('download')}
      </a>
      <OpenViewer jobId={job.id} className={buttonClass()}>
        <Maximize2 aria-hidden className="size-4" />
        {t('open')}
      </OpenViewer>
      <Disclosure summary={<span className="py-2 text-sm">{t('more')}</span>} summaryClass="gap-1">
        <DownloadForm job={job} />
      </Disclosure>
    </div>
  );
}

type RemoveDialogProps = { job: JobView; onClose: () => void; onRemoved: () => void };

/** Asks for confirmation before removing a job from the history. */
export function RemoveDialog({ job, onClose, onRemoved }: RemoveDialogProps) {
  const t = useTranslations('jobs.remove');
  async function remove() {
    await callApi('DELETE /api/jobs/{id}', { params: { id: job.id } }).catch(ignoreGone);
    tellOtherTabs('removed', job.id);
    announce(t('done'));
    onRemoved();
  }
  return (
    <ConfirmDialog
      title={t('title', { name: isolatedName(job) })}
      action={t('action')}
      onConfirm={remove}
      onClose={onClose}
    >
      {t('body')}
    </ConfirmDialog>
  );
}

/** Archives or removes the job of a status page. */
export function JobActions({ job }: { job: JobView }) {
  const t = useTranslations('jobs.actions');
  const router = useRouter();
  const archive = useArchive(job);
  const [removing, setRemoving] = useState(false);

  return (
    <div className="grid grid-cols-2 gap-2 border-line border-t pt-6">
      <Button busy={archive.busy} onClick={archive.toggle}>
        <archive.Icon aria-hidden className="size-4" />
        {archive.word}
      </Button>
      <Button onClick={() => setRemoving(true)}>
        <Trash2 aria-hidden className="size-4" />
        {t('remove')}
      </Button>
      <div className="col-span-2 empty:hidden">
        <ErrorMessage message={archive.error} />
      </div>
      {removing && (
        <RemoveDialog
          job={job}
          onClose={() => setRemoving(false)}
          onRemoved={() => {
            router.push('/jobs');
            router.refresh();
          }}
        />
      )}
    </div>
  );
}
