import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { CodePanel } from '@/components/code-panel/code-panel';
import { stateIcon, tabTitle } from '@/components/jobs/browser-tab';
import { JobStatus } from '@/components/jobs/job-status';
import { COMPARISON_COOKIE, readComparison } from '@/components/ui/preference-cookies';
import { AppError } from '@/lib/errors';
import { requestContext, requirePageUser } from '@/lib/http/request-context';
import { getJob } from '@/lib/jobs';
import { jobPath } from '@/lib/paths';
import { listShares } from '@/lib/shares';

/** Loads the job and its links once per request; a foreign and an unknown job are the same 404. */
const pageJob = cache(async (id: string) => {
  const user = await requirePageUser(jobPath(id));
  const ctx = await requestContext();
  try {
    const job = await getJob(ctx, user.id, id);
    const { shares, next } = await listShares(ctx, user.id, { jobId: id });
    return { ctx, job, shares: { shares, nextCursor: next } };
  } catch (error) {
    if (error instanceof AppError && error.code === 'job_not_found') notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: PageProps<'/jobs/[id]'>): Promise<Metadata> {
  const { job } = await pageJob((await params).id);
  const t = await getTranslations('jobs.state');
  return { title: tabTitle(job, t(job.state)), icons: { icon: stateIcon(job.state) } };
}

/** A job's status page: rendered on the server with the current state, then kept live by polling. */
export default async function JobPage({ params }: PageProps<'/jobs/[id]'>) {
  const t = await getTranslations('jobs.page');
  const { ctx, job, shares } = await pageJob((await params).id);
  const comparison = readComparison((await cookies()).get(COMPARISON_COOKIE)?.value);
  return (
    <JobStatus key={job.id} rendered={job} shares={shares} now={ctx.now()} comparison={comparison}>
      {/* As wide as the picture above it. */}
      <div className="lg:pr-92">
        <CodePanel jobId={job.id}>
          {t.rich('script', {
            variable: (name) => <code className="font-mono">{name}</code>,
            link: (text) => (
              <Link href="/settings/tokens" className="text-accent underline underline-offset-4">
                {text}
              </Link>
            ),
          })}
        </CodePanel>
      </div>
    </JobStatus>
  );
}
