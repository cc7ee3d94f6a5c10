import { Check, Clock3, Pause, X } from 'lucide-react';
import type { JobView } from '@/lib/jobs';

const LOOKS = {
  pending: { word: 'Pending', Icon: Clock3, color: 'text-accent' },
  succeeded: { word: 'Succeeded', Icon: Check, color: 'text-good' },
  failed: { word: 'Failed', Icon: X, color: 'text-danger' },
  stalled: { word: 'Stalled', Icon: Pause, color: 'text-warn' },
} as const;

/** A job's state as text, icon and colour; none of them is the only signal. */
export function StateBadge({ state }: { state: JobView['state'] }) {
  const { word, Icon, color } = LOOKS[state];
  return (
    <span className={`inline-flex items-baseline gap-1.5 font-medium ${color}`}>
      <Icon aria-hidden className="size-[1.05em] self-center" strokeWidth={2.5} />
      {word}
    </span>
  );
}
