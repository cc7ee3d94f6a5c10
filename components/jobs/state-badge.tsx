import { Check, Clock3, type LucideIcon, Pause, X } from 'lucide-react';
import type { State } from '@/lib/jobs/model';

export const STATE_LOOKS = {
  pending: { word: 'Pending', Icon: Clock3, color: 'text-accent' },
  succeeded: { word: 'Succeeded', Icon: Check, color: 'text-good' },
  failed: { word: 'Failed', Icon: X, color: 'text-danger' },
  stalled: { word: 'Stalled', Icon: Pause, color: 'text-warn' },
} satisfies Record<State, { word: string; Icon: LucideIcon; color: string }>;

/** A job's state as text, icon and colour; none of them is the only signal. */
export function StateBadge({ state }: { state: State }) {
  const { word, Icon, color } = STATE_LOOKS[state];
  return (
    <span className={`inline-flex items-baseline gap-1.5 font-medium ${color}`}>
      <Icon aria-hidden className="size-[1.05em] self-center" strokeWidth={2.5} />
      {word}
    </span>
  );
}
