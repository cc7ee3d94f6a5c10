'use client';

import Link from 'next/link';
import { useParams } from 'next/navigation';
import { AddJobForm } from '@/components/jobs/add-job-form';

/** For a job that is not in the user's history, whether it exists or not. */
export default function JobNotFound() {
  const { id } = useParams<{ id: string }>();
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-8 pt-4 sm:pt-14">
      <title>Not in your history · Bottega</title>
      <div className="flex flex-col gap-3">
        <h1 className="font-medium text-title">This job is not in your history</h1>
        <p className="max-w-prose text-muted">
          If you have its id from Gepetto, add it: it then stays in your history, and this page
          shows it.
        </p>
      </div>
      <AddJobForm initial={id} />
      <Link href="/jobs" className="self-start text-accent underline underline-offset-4">
        Back to your jobs
      </Link>
    </div>
  );
}
