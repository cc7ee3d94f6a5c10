'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import type { JobView } from '@/lib/jobs';
import { useLabelForm } from './use-label-form';

/** Changes a job's label. */
export function RenameDialog({ job, onClose }: { job: JobView; onClose: () => void }) {
  const t = useTranslations('jobs');
  const tCommon = useTranslations('common');
  const { label, setLabel, submit, busy, error } = useLabelForm(job, onClose);

  return (
    <Dialog title={job.label ? t('actions.rename') : t('actions.addLabel')} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t('label.field')}
          hint={t('label.hint')}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
          maxLength={200}
          autoComplete="off"
        />
        <ErrorMessage message={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {tCommon('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
