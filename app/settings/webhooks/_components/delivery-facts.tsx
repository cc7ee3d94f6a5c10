import Link from 'next/link';
import { Fact } from '@/app/_ui/fact';
import { JobId } from '@/app/_ui/job-id';
import { jobPath } from '@/app/_ui/paths';
import { When } from '@/app/_ui/when';
import type { DeliveryView } from '@/lib/webhooks';

/** When a delivery was sent, how often, and what was answered. */
export function DeliveryFacts({ delivery }: { delivery: DeliveryView }) {
  const { jobId, lastAttemptAt, nextAttemptAt, deliveredAt } = delivery;
  return (
    <dl className="text-sm">
      {jobId !== null && (
        <>
          <Fact name="Job">
            <JobId id={jobId} />
          </Fact>
          <Fact name="Its page">
            <Link href={jobPath(jobId)} className="underline underline-offset-4 hover:text-accent">
              Open the job
            </Link>
          </Fact>
        </>
      )}
      <Fact name="Message">
        <code className="font-mono text-[0.8125rem]">{delivery.id}</code>
      </Fact>
      <Fact name="Made">
        <When at={delivery.createdAt} />
      </Fact>
      <Fact name="Attempts">{delivery.attempts}</Fact>
      {lastAttemptAt !== null && (
        <Fact name="Last attempt">
          <When at={lastAttemptAt} />
        </Fact>
      )}
      {delivery.status !== null && <Fact name="Last answer">{delivery.status}</Fact>}
      {nextAttemptAt !== null && (
        <Fact name="Next attempt">
          <When at={nextAttemptAt} />
        </Fact>
      )}
      {deliveredAt !== null && (
        <Fact name="Delivered">
          <When at={deliveredAt} />
        </Fact>
      )}
    </dl>
  );
}
