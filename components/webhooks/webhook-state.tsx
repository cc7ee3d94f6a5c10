import { Check, Pause, TriangleAlert } from 'lucide-react';
import { RelativeTime } from '@/components/ui/time';
import type { WebhookView } from '@/lib/webhooks';

type Props = { webhook: WebhookView; now: number };

/** A webhook's state as text, icon and colour; none of them is the only signal. */
export function WebhookState({ webhook, now }: Props) {
  if (!webhook.enabled) {
    return (
      <span className="inline-flex items-center gap-1.5 font-medium text-warn">
        <Pause aria-hidden className="size-4" />
        Disabled
      </span>
    );
  }
  if (webhook.failingSince !== null) {
    return (
      <span className="inline-flex items-center gap-1.5 font-medium text-danger">
        <TriangleAlert aria-hidden className="size-4" />
        <span>
          Failing: the first time <RelativeTime at={webhook.failingSince} now={now} />
        </span>
      </span>
    );
  }
  return (
    <span className="inline-flex items-center gap-1.5 font-medium text-good">
      <Check aria-hidden className="size-4" />
      Enabled
    </span>
  );
}
