import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { DeliveryView } from '@/lib/webhooks';

/** The result of a test. The live region exists before the result, so that screen readers announce it. */
export function TestResult({ delivery }: { delivery: DeliveryView | null }) {
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
