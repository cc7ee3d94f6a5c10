import { useFormatter, useTranslations } from 'next-intl';
import type { MonthCost } from '@/lib/submissions';

/** The jobs of a month, and what is documented of their price. */
export function CostAmount({ cost }: { cost: Omit<MonthCost, 'month'> }) {
  const t = useTranslations('submissions.costs');
  const format = useFormatter();
  const { jobs, credits, euros, unpriced } = cost;
  const euro = (amount: number) => format.number(amount, { style: 'currency', currency: 'EUR' });
  const parts = [
    t('jobs', { count: jobs }),
    ...(credits === null ? [] : [t('credits', { count: credits })]),
    ...(euros === null ? [] : [euro(euros)]),
    ...(unpriced === 0 ? [] : [t('unpriced', { count: unpriced })]),
  ];
  return <span className="text-muted tabular-nums">{parts.join(' · ')}</span>;
}
