'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { JobShares } from '@/components/shares/job-shares';
import { Dialog, FormDialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import type { JobView } from '@/lib/jobs';
import { RemoveDialog } from './job-actions';
import { useLabelForm } from './label-editor';

/** Changes a job's label. */
function RenameDialog({ job, onClose }: { job: JobView; onClose: () => void }) {
  const t = useTranslations('jobs');
  const { label, setLabel, submit, busy, error } = useLabelForm(job, onClose);

  return (
    <FormDialog
      title={job.label ? t('actions.rename') : t('actions.addLabel')}
      busy={busy}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={t('label.field')}
        hint={t('label.hint')}
        value={label}
        onChange={(event) => setLabel(event.target.value)}
        maxLength={200}
        dir="auto"
        autoComplete="off"
      />
    </FormDialog>
  );
}

/** The share panel of a job in a dialog, for the history. */
function ShareDialog({ job, onClose }: { job: JobView; onClose: () => void }) {
  const t = useTranslations('links.panel');
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <JobShares jobId={job.id} />
    </Dialog>
  );
}

export type CardDialog = 'rename' | 'share' | 'remove';

type Props = { open: CardDialog; job: JobView; onClose: () => void };

/** The dialogs of a card's menu, loaded apart from the history. */
export default function CardDialogs({ open, job, onClose }: Props) {
  const router = useRouter();
  if (open === 'rename') return <RenameDialog job={job} onClose={onClose} />;
  if (open === 'share') return <ShareDialog job={job} onClose={onClose} />;
  return <RemoveDialog job={job} onClose={onClose} onRemoved={() => router.refresh()} />;
}
