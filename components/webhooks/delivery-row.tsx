'use client';

import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Disclosure } from '@/components/ui/disclosure';
import { ErrorMessage } from '@/components/ui/feedback';
import { RelativeTime } from '@/components/ui/time';
import type { DeliveryView, WebhookView } from '@/lib/webhooks';
import { DeliveryDetails } from './delivery-details';
import { DeliveryState } from './delivery-state';

type Props = {
  webhook: WebhookView;
  delivery: DeliveryView;
  now: number;
  onSent: () => Promise<void>;
};

function readable(payload: string): string {
  return JSON.stringify(JSON.parse(payload), null, 2);
}

/** One delivery: a summary that expands to its details. */
export function DeliveryRow({ webhook, delivery, now, onSent }: Props) {
  const t = useTranslations('webhooks.log');
  const tError = useTranslations('webhooks.error');
  const { busy, error, run } = useAction();

  function redeliver() {
    run(async () => {
      await callApi('POST /api/webhooks/{id}/deliveries/{deliveryId}/redeliver', {
        params: { id: webhook.id, deliveryId: delivery.id },
      });
      await onSent();
    });
  }

  return (
    <Disclosure
      summaryClass="flex-wrap gap-x-4 gap-y-1 py-3 text-sm hover:bg-sunken/50"
      summary={
        <>
          <span className="sm:w-32">
            <DeliveryState delivery={delivery} held={!webhook.enabled} />
          </span>
          <code className="font-mono text-[0.8125rem]">{delivery.type}</code>
          <span className="ml-auto text-muted">
            <RelativeTime at={delivery.createdAt} now={now} />
          </span>
        </>
      }
    >
      <div className="flex flex-col gap-4 pt-1 pb-6 sm:pl-8">
        {delivery.errorCode && (
          <p className="text-danger text-sm">
            {tError(`${delivery.errorCode}`, { status: delivery.status ?? 0 })}
          </p>
        )}
        <DeliveryDetails delivery={delivery} />
        <CodeBlock name={t('payload')} text={readable(delivery.payload)} />
        <ErrorMessage message={error} />
        <Button busy={busy} onClick={redeliver} className="self-start">
          {busy ? t('redelivering') : t('redeliver')}
        </Button>
      </div>
    </Disclosure>
  );
}
