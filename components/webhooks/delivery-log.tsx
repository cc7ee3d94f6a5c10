'use client';

import { CircleAlert, CircleCheck } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import useSWR from 'swr';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import type { DeliveryView, WebhookView } from '@/lib/webhooks';
import { DeliveryRow } from './delivery-row';

/** The result of a test. The live region exists before the result, so that screen readers announce it. */
function TestResult({ delivery }: { delivery: DeliveryView | null }) {
  const t = useTranslations('webhooks.log');
  const tError = useTranslations('webhooks.error');
  const good = delivery?.errorCode === null;
  const Icon = good ? CircleCheck : CircleAlert;
  return (
    <div role="status" className="empty:hidden">
      {delivery && (
        <p className={`flex gap-2 text-sm ${good ? 'text-good' : 'text-danger'}`}>
          <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
          {delivery.errorCode === null
            ? t('accepted', { status: delivery.status ?? 0 })
            : tError(`${delivery.errorCode}`, { status: delivery.status ?? 0 })}
        </p>
      )}
    </div>
  );
}

type Props = { webhook: WebhookView; initial: DeliveryView[]; now: number };

/** Refresh intervals of the log while a delivery is in progress, and otherwise, ms. */
const OPEN_MS = 5_000;
const QUIET_MS = 15_000;

function isOpen({ state }: DeliveryView): boolean {
  return state === 'waiting' || state === 'sending';
}

/** A webhook's latest deliveries, refreshed regularly, and the button that sends a test. */
export function DeliveryLog({ webhook, initial, now }: Props) {
  const t = useTranslations('webhooks.log');
  const { id } = webhook;
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [tested, setTested] = useState<DeliveryView | null>(null);
  const { data, mutate } = useSWR(
    ['deliveries', id],
    () => callApi('GET /api/webhooks/{id}/deliveries', { params: { id } }),
    {
      fallbackData: { deliveries: initial },
      revalidateOnMount: false,
      refreshInterval: (log) => (log?.deliveries.some(isOpen) ? OPEN_MS : QUIET_MS),
    },
  );

  /** A manual delivery can change the state of the webhook as well. */
  async function refresh() {
    await mutate();
    router.refresh();
  }

  function test() {
    run(async () => {
      setTested(null);
      const { delivery } = await callApi('POST /api/webhooks/{id}/test', { params: { id } });
      setTested(delivery);
      await refresh();
    });
  }

  const { deliveries } = data;
  return (
    <section aria-labelledby="log" className="flex flex-col gap-4 border-line border-t pt-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="log" className="font-semibold tracking-tight">
          {t('title')}
        </h2>
        <Button busy={busy} onClick={test}>
          {busy ? t('testing') : t('test')}
        </Button>
      </div>
      <ErrorMessage message={error} />
      <TestResult delivery={tested} />
      {deliveries.length === 0 ? (
        <p className="text-muted text-sm">{t('empty')}</p>
      ) : (
        <ul className="flex flex-col border-line border-t">
          {deliveries.map((delivery) => (
            <li key={delivery.id} className="border-line border-b">
              <DeliveryRow webhook={webhook} delivery={delivery} now={now} onSent={refresh} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
