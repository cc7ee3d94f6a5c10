'use client';

import { Check, Clock3, Send, X } from 'lucide-react';
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

const LOOKS = {
  delivered: { Icon: Check, color: 'text-good' },
  sending: { Icon: Send, color: 'text-accent' },
  waiting: { Icon: Clock3, color: 'text-warn' },
  failed: { Icon: X, color: 'text-danger' },
} as const;

type DeliveryStateProps = {
  delivery: DeliveryView;
  /** Whether retries are on hold because the webhook is disabled. */
  held: boolean;
};

/** A delivery's state as text, icon and colour. */
function DeliveryState({ delivery, held }: DeliveryStateProps) {
  const t = useTranslations('webhooks.delivery');
  const { Icon, color } = LOOKS[delivery.state];
  const waiting = delivery.state === 'waiting';
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium ${color}`}>
      <Icon aria-hidden className="size-4" />
      {waiting && held ? t('onHold') : t(`${delivery.state}`)}
    </span>
  );
}

type DeliveryRowProps = {
  webhook: WebhookView;
  delivery: DeliveryView;
  now: number;
  onSent: () => Promise<void>;
};

function readable(payload: string): string {
  return JSON.stringify(JSON.parse(payload), null, 2);
}

/** One delivery: a summary that expands to its details. */
export function DeliveryRow({ webhook, delivery, now, onSent }: DeliveryRowProps) {
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
          <span className="flex sm:w-32">
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
