import type { Metadata } from 'next';
import { requestContext } from '@/app/_http/route';
import { requirePageUser } from '@/app/_session';
import { AddJobForm } from '@/app/_ui/add-job-form';
import { getSandboxHint, listHistory, parseFilter } from '@/lib/jobs';
import { EmptyHistory } from './_components/empty-history';
import { ExportMenu } from './_components/export-menu';
import { Filters } from './_components/filters';
import { isFiltered } from './_components/history-href';
import { JobGrid } from './_components/job-grid';
import { NothingFound } from './_components/nothing-found';
import { Pager } from './_components/pager';

export const metadata: Metadata = { title: 'Jobs' };

/** The history of whoever is signed in. All that is chosen lives in the address. */
export default async function HistoryPage({ searchParams }: PageProps<'/jobs'>) {
  const user = await requirePageUser('/jobs');
  const ctx = await requestContext();
  const params = await searchParams;
  const filter = parseFilter(params);
  const { jobs, next, modes } = await listHistory(ctx, user.id, filter);
  const isFirst = filter.after === undefined;
  const isEmpty = jobs.length === 0 && isFirst && !isFiltered(filter);

  if (isEmpty && modes.length === 0) {
    return <EmptyHistory hint={getSandboxHint(ctx)} startSamples={params.samples === '1'} />;
  }
  return (
    <>
      <div className="mb-6 grid grid-cols-[minmax(0,1fr)] items-center gap-x-6 gap-y-4 sm:mb-10 lg:grid-cols-[1fr_minmax(0,34rem)]">
        <div className="flex items-center justify-between gap-3">
          <h1 className="font-medium text-title">Jobs</h1>
          {jobs.length > 0 && <ExportMenu filter={filter} />}
        </div>
        <AddJobForm named={false} />
      </div>
      <Filters filter={filter} modes={modes} />
      {jobs.length > 0 ? (
        <JobGrid rendered={jobs} now={ctx.now()} />
      ) : (
        <NothingFound filter={filter} first={isFirst} />
      )}
      <Pager filter={filter} next={next} first={isFirst} />
    </>
  );
}
