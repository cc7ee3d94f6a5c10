import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import { EmptyHistory, NoResults, UnusableFilterNotice } from '@/components/jobs/empty-history';
import { historyHref, isFiltered, Pager } from '@/components/jobs/history-links';
import { JobGrid } from '@/components/jobs/job-grid';
import { ResultsOfPhoto } from '@/components/photos/results-of-photo';
import { OpenSubmissions } from '@/components/submissions/open-submissions';
import { DENSITY_COOKIE, readDensity } from '@/components/ui/preference-cookies';
import { ViewerHost } from '@/components/viewer/viewer-host';
import { HistoryBar } from '@/components/wall/history-bar';
import { StateStrip } from '@/components/wall/state-strip';
import { requestContext, requirePageUser } from '@/lib/http/request-context';
import { getSandboxHint, listHistory, parseFilter, unusableFilter } from '@/lib/jobs';
import { findPhoto } from '@/lib/photos';
import { feedbackOfJobs } from '@/lib/shares';
import { listSubmissions } from '@/lib/submissions';

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
  const [{ jobs, next, modes, counts }, open] = await Promise.all([
    listHistory(ctx, user.id, filter),
    listSubmissions(ctx, user.id, { open: true }),
  ]);
  const isFirst = filter.after === undefined;
  const isEmpty = jobs.length === 0 && isFirst && !isFiltered(filter);

  if (isEmpty && modes.length === 0) {
    return (
      <>
        <OpenSubmissions rendered={open.submissions} />
        <EmptyHistory
          hint={await getSandboxHint(ctx)}
          startSamples={params.samples === '1' && !ctx.passive}
        />
        <ViewerHost jobs={[]} now={ctx.now()} />
      </>
    );
  }
  const density = readDensity((await cookies()).get(DENSITY_COOKIE)?.value);
  const shown = unusable ? [] : jobs;
  const said = await feedbackOfJobs(
    ctx,
    user.id,
    shown.map(({ id }) => id),
  );
  const photo = filter.photo ? await findPhoto(ctx, user.id, filter.photo) : null;
  return (
    <>
      <HistoryBar
        title={t('title')}
        filter={filter}
        modes={modes}
        density={density}
        exportable={shown.length > 0}
      />
      {photo && (
        <ResultsOfPhoto photo={photo} allHref={historyHref({ ...filter, photo: undefined })} />
      )}
      <OpenSubmissions rendered={open.submissions} />
      {shown.length > 0 ? (
        <JobGrid
          rendered={shown}
          now={ctx.now()}
          density={density}
          counts={counts}
          filter={filter}
          said={said}
        />
      ) : (
        <>
          <StateStrip counts={counts} filter={filter} />
          {/* An address may name a picture that is not on this page. */}
          <ViewerHost jobs={[]} now={ctx.now()} />
        </>
      )}
      {unusable && <UnusableFilterNotice reason={unusable} />}
      {!unusable && jobs.length === 0 && <NoResults filter={filter} first={isFirst} />}
      {!unusable && <Pager filter={filter} next={next} first={isFirst} />}
    </>
  );
}
