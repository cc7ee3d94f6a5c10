import { Check, Clock3, Send, X } from 'lucide-react';
import type { DeliveryView } from '@/lib/webhooks';

const LOOKS = {
  delivered: { word: 'Delivered', Icon: Check, color: 'text-good' },
  sending: { word: 'Sending', Icon: Send, color: 'text-accent' },
  waiting: { word: 'Trying again', Icon: Clock3, color: 'text-warn' },
  failed: { word: 'Not delivered', Icon: X, color: 'text-danger' },
} as const;

type Props = {
  delivery: DeliveryView;
  /** Whether retries are on hold because the webhook is disabled. */
  held: boolean;
};

/** A delivery's state as text, icon and colour. */
export function DeliveryState({ delivery, held }: Props) {
  const { word, Icon, color } = LOOKS[delivery.state];
  const waiting = delivery.state === 'waiting';
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium ${color}`}>
      <Icon aria-hidden className="size-4" />
      {waiting && held ? 'On hold' : word}
    </span>
  );
}
