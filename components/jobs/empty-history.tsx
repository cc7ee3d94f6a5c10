import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button-class';
import { CopyButton } from '@/components/ui/copy-button';
import type { UnusableFilter } from '@/lib/jobs';
import { MAX_SEARCH_CHARACTERS } from '@/lib/jobs/model';
import { AddJobForm } from './add-job-form';
import { type Choice, isFiltered } from './history-links';
import { SamplesButton, StartSamples } from './start-samples';

type NoResultsProps = { filter: Choice; first: boolean };

/** Shown when no job matches the filter. The filter form has the link that clears it. */
export function NoResults({ filter, first }: NoResultsProps) {
  const t = useTranslations('jobs.none');
  const tPage = useTranslations('jobs.page');
  const { archived } = filter;
  const narrowed = isFiltered({ ...filter, archived: false });
  const sentence = () => {
    if (!first) return t('older');
    if (narrowed) return archived ? t('archiveMatches') : t('matches');
    return archived ? t('archiveEmpty') : t('allArchived');
  };
  return (
    <div className="flex flex-col items-start gap-3 py-16">
      <p className="font-medium text-lg tracking-tight">{sentence()}</p>
      {first && !narrowed && (
        <Link
          href={archived ? '/jobs' : '/jobs?archived=1'}
          className="text-accent underline underline-offset-4"
        >
          {archived ? tPage('back') : t('openArchive')}
        </Link>
      )}
    </div>
  );
}

/** Shown instead of jobs for a search or a mode that cannot be applied. */
export function UnusableFilterNotice({ reason }: { reason: UnusableFilter }) {
  const t = useTranslations('jobs.none');
  const sentences = {
    search_too_long: t('searchTooLong', { max: MAX_SEARCH_CHARACTERS }),
    search_unreadable: t('searchUnreadable'),
    // No job has such a mode.
    mode: t('matches'),
  };
  return <p className="py-16 font-medium text-lg tracking-tight">{sentences[reason]}</p>;
}

type EmptyHistoryProps = { hint: { sampleId: string } | null; startSamples: boolean };

function SandboxHints({ sampleId }: { sampleId: string }) {
  const t = useTranslations('jobs.empty');
  return (
    <div className="flex flex-col gap-4 border-line border-t pt-8">
      <p className="text-muted">{t('sandbox')}</p>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <SamplesButton label={t('samples')} />
        <span className="inline-flex min-w-0 items-center gap-1">
          <code className="min-w-0 break-all font-mono text-sm">{sampleId}</code>
          <CopyButton text={sampleId} name={t('copySample')} />
        </span>
      </div>
    </div>
  );
}

/** The history without jobs: explains how to add the first one. */
export function EmptyHistory({ hint, startSamples }: EmptyHistoryProps) {
  const t = useTranslations('jobs.empty');
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-8 pt-4 sm:pt-14">
      <div className="flex flex-col gap-3">
        <h1 className="font-medium text-title">{t('title')}</h1>
        <p className="max-w-prose text-muted">
          {t.rich('body', {
            code: (text) => <code className="font-mono text-[0.9em]">{text}</code>,
          })}
        </p>
      </div>
      <Link
        href="/jobs/new"
        className={buttonClass({ variant: 'primary', className: 'self-start' })}
      >
        <Plus aria-hidden className="size-4" />
        {t('start')}
      </Link>
      <div className="border-line border-t pt-8">
        <AddJobForm />
      </div>
      {hint && <SandboxHints sampleId={hint.sampleId} />}
      {hint && startSamples && <StartSamples />}
    </div>
  );
}
