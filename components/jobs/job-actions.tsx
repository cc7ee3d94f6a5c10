'use client';

import { Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import type { JobView } from '@/lib/jobs';
import { RemoveDialog } from './remove-dialog';
import { useArchive } from './use-archive';

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
