import { getFormatter, getTranslations } from 'next-intl/server';
import { CostAmount } from '@/components/submissions/cost-amount';
import { requestContext } from '@/lib/http/request-context';
import { allowanceOf, costsOf } from '@/lib/submissions';
import { Section } from './section';

/** The jobs that the user started, month by month, what they cost, and how many are left. */
export async function CostsSection({ userId }: { userId: string }) {
  const t = await getTranslations('submissions.costs');
  const format = await getFormatter();
  const ctx = await requestContext();
  const [costs, allowance] = await Promise.all([costsOf(ctx, userId), allowanceOf(ctx, userId)]);
  const name = (month: string) =>
    format.dateTime(new Date(`${month}-01T00:00:00Z`), {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
  return (
    <Section title={t('title')} intro={t('documented')}>
      {allowance && <p className="tabular-nums">{t('allowance', allowance)}</p>}
      {costs.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <ul aria-label={t('title')} className="divide-y divide-line border-line border-y">
          {costs.map(({ month, ...cost }) => (
            <li key={month} className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-3">
              <span className="font-medium">{name(month)}</span>
              <CostAmount cost={cost} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
