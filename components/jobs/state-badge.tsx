import { Check, Clock3, type LucideIcon, Pause, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { State } from '@/lib/jobs/model';

const LOOKS = {
  pending: { Icon: Clock3, color: 'text-accent' },
  succeeded: { Icon: Check, color: 'text-good' },
  failed: { Icon: X, color: 'text-danger' },
  stalled: { Icon: Pause, color: 'text-warn' },
} satisfies Record<State, { Icon: LucideIcon; color: string }>;

/** A job's state as text, icon and colour; none of them is the only signal. */
export function StateBadge({ state }: { state: State }) {
  const t = useTranslations('jobs.state');
  const { Icon, color } = LOOKS[state];
  return (
    <span className={`inline-flex items-baseline gap-1.5 font-medium ${color}`}>
      <Icon aria-hidden className="size-[1.05em] self-center" strokeWidth={2.5} />
      {t(state)}
    </span>
  );
}
