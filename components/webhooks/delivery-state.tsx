import { Check, Clock3, Send, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { DeliveryView } from '@/lib/webhooks';

const LOOKS = {
  delivered: { Icon: Check, color: 'text-good' },
  sending: { Icon: Send, color: 'text-accent' },
  waiting: { Icon: Clock3, color: 'text-warn' },
  failed: { Icon: X, color: 'text-danger' },
} as const;

type Props = {
  delivery: DeliveryView;
  /** Whether retries are on hold because the webhook is disabled. */
  held: boolean;
};

/** A delivery's state as text, icon and colour. */
export function DeliveryState({ delivery, held }: Props) {
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
