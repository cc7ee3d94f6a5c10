import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DescriptionItem, JobId } from '@/components/jobs/job-details';
import { Time } from '@/components/ui/time';
import { jobPath } from '@/lib/paths';
import type { DeliveryView } from '@/lib/webhooks';

/** A delivery's attempts, times and last response. */
export function DeliveryDetails({ delivery }: { delivery: DeliveryView }) {
  const t = useTranslations('webhooks.details');
  const { jobId, lastAttemptAt, nextAttemptAt, deliveredAt } = delivery;
  return (
    <dl className="text-sm">
      {jobId !== null && (
        <>
          <DescriptionItem name={t('job')}>
            <JobId id={jobId} />
          </DescriptionItem>
          <DescriptionItem name={t('page')}>
            <Link href={jobPath(jobId)} className="underline underline-offset-4 hover:text-accent">
              {t('openJob')}
            </Link>
          </DescriptionItem>
        </>
      )}
      <DescriptionItem name={t('message')}>
        <code className="font-mono text-[0.8125rem]">{delivery.id}</code>
      </DescriptionItem>
      <DescriptionItem name={t('created')}>
        <Time at={delivery.createdAt} />
      </DescriptionItem>
      <DescriptionItem name={t('attempts')}>{delivery.attempts}</DescriptionItem>
      {lastAttemptAt !== null && (
        <DescriptionItem name={t('lastAttempt')}>
          <Time at={lastAttemptAt} />
        </DescriptionItem>
      )}
      {delivery.status !== null && (
        <DescriptionItem name={t('status')}>{delivery.status}</DescriptionItem>
      )}
      {nextAttemptAt !== null && (
        <DescriptionItem name={t('nextAttempt')}>
          <Time at={nextAttemptAt} />
        </DescriptionItem>
      )}
      {deliveredAt !== null && (
        <DescriptionItem name={t('delivered')}>
          <Time at={deliveredAt} />
        </DescriptionItem>
      )}
    </dl>
  );
}
