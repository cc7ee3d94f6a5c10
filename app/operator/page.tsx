import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CallsChart } from '@/components/operator/calls-chart';
import { Figures, LastErrors } from '@/components/operator/figures';
import { ResultsOverview } from '@/components/operator/results-overview';
import { budgetReport } from '@/lib/budget';
import { requestContext, requirePageOperator } from '@/lib/http/request-context';
import { countPending } from '@/lib/jobs';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('operator');
  return { title: t('title') };
}

/** The state of the budget and of upstream, for operators; a 404 for all others. */
export default async function OperatorPage() {
  const t = await getTranslations('operator');
  await requirePageOperator('/operator');
  const ctx = await requestContext();
  const [report, pending] = await Promise.all([budgetReport(ctx), countPending(ctx)]);
  return (
    <div className="flex flex-col gap-12">
      <h1 className="font-medium text-title">{t('heading')}</h1>
      <Figures report={report} pending={pending} />
      <CallsChart report={report} />
      <LastErrors report={report} />
      <ResultsOverview />
    </div>
  );
}
