import Link from 'next/link';
import { JobId } from '@/components/jobs/job-id';
import { DescriptionItem } from '@/components/ui/description-item';
import { Time } from '@/components/ui/time';
import { jobPath } from '@/lib/paths';
import type { DeliveryView } from '@/lib/webhooks';

/** A delivery's attempts, times and last response. */
export function DeliveryDetails({ delivery }: { delivery: DeliveryView }) {
  const { jobId, lastAttemptAt, nextAttemptAt, deliveredAt } = delivery;
  return (
    <dl className="text-sm">
      {jobId !== null && (
        <>
          <DescriptionItem name="Job">
            <JobId id={jobId} />
          </DescriptionItem>
          <DescriptionItem name="Its page">
            <Link href={jobPath(jobId)} className="underline underline-offset-4 hover:text-accent">
              Open the job
            </Link>
          </DescriptionItem>
        </>
      )}
      <DescriptionItem name="Message">
        <code className="font-mono text-[0.8125rem]">{delivery.id}</code>
      </DescriptionItem>
      <DescriptionItem name="Made">
        <Time at={delivery.createdAt} />
      </DescriptionItem>
      <DescriptionItem name="Attempts">{delivery.attempts}</DescriptionItem>
      {lastAttemptAt !== null && (
        <DescriptionItem name="Last attempt">
          <Time at={lastAttemptAt} />
        </DescriptionItem>
      )}
      {delivery.status !== null && (
        <DescriptionItem name="Last answer">{delivery.status}</DescriptionItem>
      )}
      {nextAttemptAt !== null && (
        <DescriptionItem name="Next attempt">
          <Time at={nextAttemptAt} />
        </DescriptionItem>
      )}
      {deliveredAt !== null && (
        <DescriptionItem name="Delivered">
          <Time at={deliveredAt} />
        </DescriptionItem>
      )}
    </dl>
  );
}
