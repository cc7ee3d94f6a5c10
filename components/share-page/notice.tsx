import { useTranslations } from 'next-intl';
import type { Outcome } from './outcomes';

/** What the page says of a form that was sent, and at which result. */
export type Notice = { outcome: Outcome; n: number | null };

const FAULTS = new Set<Outcome>(['throttled', 'closed', 'invalid']);

/** Says what became of a form. The address of the page names it, so that no script is needed. */
export function NoticeText({ notice }: { notice: Notice | null }) {
  const t = useTranslations('shared.said');
  if (!notice) return null;
  const tone = FAULTS.has(notice.outcome)
    ? 'border-danger/60 text-danger'
    : 'border-good/60 text-good';
  return (
    <p role="status" className={`rounded-control border px-3 py-2 text-sm print:hidden ${tone}`}>
      {t(notice.outcome)}
    </p>
  );
}
