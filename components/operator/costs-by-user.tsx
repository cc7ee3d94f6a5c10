import { useTranslations } from 'next-intl';
import { CostAmount } from '@/components/submissions/cost-amount';
import type { MonthCost } from '@/lib/submissions';

type Row = MonthCost & { userId: string; email: string };

/** What the jobs of this month cost, by user. */
export function CostsByUser({ costs }: { costs: Row[] }) {
  const t = useTranslations('submissions.costs');
  return (
    <section aria-labelledby="costs" className="flex flex-col gap-3">
      <h2 id="costs" className="font-semibold tracking-tight">
        {t('byUser')}
      </h2>
      {costs.length === 0 ? (
        <p className="text-muted">{t('noneThisMonth')}</p>
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
