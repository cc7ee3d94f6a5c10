import type { Route } from 'next';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { CostAmount } from '@/components/submissions/cost-amount';
import { buttonClass } from '@/components/ui/button-class';
import type { MonthCost } from '@/lib/submissions';

type Row = MonthCost & { userId: string; email: string };

type Props = {
  costs: Row[];
  /** The first moment of the month, ms UTC. */
  month: number;
  now: number;
};

/** The page with the costs of the month that is `by` months later. */
function pathOf(month: number, by: number): Route {
  const at = new Date(month);
  const other = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + by, 1));
  return `/operator/submissions?month=${other.toISOString().slice(0, 7)}#costs` as Route;
}

/** What the jobs of a month cost, by user, with ways to the months beside it. */
export function CostsByUser({ costs, month, now }: Props) {
  const t = useTranslations('submissions.costs');
  const format = useFormatter();
  const isPresent =
    new Date(now).toISOString().slice(0, 7) === new Date(month).toISOString().slice(0, 7);
  const name = format.dateTime(month, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return (
    <section aria-labelledby="costs" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="costs" className="font-semibold tracking-tight">
          {t('byUser', { month: name })}
        </h2>
        <div className="flex gap-2">
          <Link href={pathOf(month, -1)} className={buttonClass({ size: 'small' })}>
            {t('earlier')}
          </Link>
          {!isPresent && (
            <Link href={pathOf(month, 1)} className={buttonClass({ size: 'small' })}>
              {t('later')}
            </Link>
          )}
        </div>
      </div>
      {costs.length === 0 ? (
        <p className="text-muted">{t('noneInMonth')}</p>
      ) : (
        <ul aria-labelledby="costs" className="divide-y divide-line border-line border-y">
          {costs.map(({ userId, email, ...cost }) => (
            <li key={userId} className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-3">
              <span dir="auto" className="wrap-anywhere font-medium">
                {email}
              </span>
              <CostAmount cost={cost} />
            </li>
          ))}
        </ul>
      )}
      <p className="max-w-prose text-muted text-sm">{t('documented')}</p>
    </section>
  );
}
