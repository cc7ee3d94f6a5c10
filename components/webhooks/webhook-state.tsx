import { Check, Pause, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import type { WebhookView } from '@/lib/webhooks';

/** A webhook's state as text, icon and colour; none of them is the only signal. */
export function WebhookState({ webhook }: { webhook: WebhookView }) {
  const t = useTranslations('webhooks.state');
  if (!webhook.enabled) {
    return (
      <span className="inline-flex items-center gap-1.5 font-medium text-warn">
        <Pause aria-hidden className="size-4" />
        {t('disabled')}
      </span>
    );
  }
  if (webhook.failingSince !== null) {
    return (
      <span className="inline-flex items-center gap-1.5 font-medium text-danger">
        <TriangleAlert aria-hidden className="size-4" />
        <span>
          {t.rich('failing', {
            time: () => <Time at={webhook.failingSince ?? 0} />,
          })}
        </span>
      </span>
    );
  }
  return (
    <span className="inline-flex items-center gap-1.5 font-medium text-good">
      <Check aria-hidden className="size-4" />
      {t('enabled')}
    </span>
  );
}
