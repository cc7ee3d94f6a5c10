import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AddJobForm } from '@/components/jobs/add-job-form';
import { EmptyHistory, NoResults, UnusableFilterNotice } from '@/components/jobs/empty-history';
import { ExportMenu } from '@/components/jobs/export-menu';
import { Filters } from '@/components/jobs/filters';
import { isFiltered, Pager } from '@/components/jobs/history-links';
import { JobGrid } from '@/components/jobs/job-grid';
import { requestContext, requirePageUser } from '@/lib/http/request-context';
import { getSandboxHint, listHistory, parseFilter, unusableFilter } from '@/lib/jobs';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('jobs.page');
  return { title: t('title') };
}

/** The user's history. The filter is in the URL. */
export default async function HistoryPage({ searchParams }: PageProps<'/jobs'>) {
  const t = await getTranslations('jobs.page');
  const user = await requirePageUser('/jobs');
  const ctx = await requestContext();
  const params = await searchParams;
  const filter = parseFilter(params);
  const unusable = unusableFilter(params);
  const { jobs, next, modes } = await listHistory(ctx, user.id, filter);
  const isFirst = filter.after === undefined;
  const isEmpty = jobs.length === 0 && isFirst && !isFiltered(filter);

  if (isEmpty && modes.length === 0) {
    return (
      <EmptyHistory
        hint={await getSandboxHint(ctx)}
        startSamples={params.samples === '1' && !ctx.passive}
      />
    );
  }
  return (
    <>
      <div className="mb-6 grid grid-cols-[minmax(0,1fr)] items-start gap-x-6 gap-y-4 sm:mb-10 lg:grid-cols-[1fr_minmax(0,34rem)]">
        <div className="flex items-center justify-between gap-3">
          <h1 className="font-medium text-title">{t('title')}</h1>
          {jobs.length > 0 && !unusable && <ExportMenu filter={filter} />}
        </div>
        <AddJobForm named={false} />
      </div>
      <Filters modes={modes} />
      {unusable ? (
        <UnusableFilterNotice reason={unusable} />
      ) : jobs.length > 0 ? (
        <JobGrid rendered={jobs} now={ctx.now()} />
      ) : (
        <NoResults filter={filter} first={isFirst} />
      )}
      {!unusable && <Pager filter={filter} next={next} first={isFirst} />}
    </>
  );
}
