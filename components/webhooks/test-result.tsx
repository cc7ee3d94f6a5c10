import { CircleAlert, CircleCheck } from 'lucide-react';
import type { DeliveryView } from '@/lib/webhooks';

/** The result of a test. The live region exists before the result, so that screen readers announce it. */
export function TestResult({ delivery }: { delivery: DeliveryView | null }) {
  const good = delivery?.error === null;
  const Icon = good ? CircleCheck : CircleAlert;
  return (
    <div role="status" className="empty:hidden">
      {delivery && (
        <p className={`flex gap-2 text-sm ${good ? 'text-good' : 'text-danger'}`}>
          <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
          {delivery.error ?? `The receiver has taken the test: it answered ${delivery.status}.`}
        </p>
      )}
    </div>
  );
}
