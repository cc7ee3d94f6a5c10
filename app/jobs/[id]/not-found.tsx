'use client';

import Link from 'next/link';
import { useParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { AddJobForm } from '@/components/jobs/add-job-form';

/** For a job that is not in the user's history, whether it exists or not. */
export default function JobNotFound() {
  const t = useTranslations('jobs.page');
  const { id } = useParams<{ id: string }>();
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-8 pt-4 sm:pt-14">
      <title>{`${t('notFoundTitle')} · Bottega`}</title>
      <div className="flex flex-col gap-3">
        <h1 className="font-medium text-title">{t('notFoundTitle')}</h1>
        <p className="max-w-prose text-muted">{t('notFoundBody')}</p>
      </div>
      <AddJobForm initial={id} />
      <Link href="/jobs" className="self-start text-accent underline underline-offset-4">
        {t('back')}
      </Link>
    </div>
  );
}
