import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requestContext } from '@/app/_http/route';
import { requirePageUser } from '@/app/_session';
import { Shell } from '@/app/_ui/shell';
import { isOperator } from '@/lib/auth';
import { budgetReport } from '@/lib/budget';
import { countPending } from '@/lib/jobs';
import { CallsChart } from './_components/calls-chart';
import { Figures } from './_components/figures';
import { LastErrors } from './_components/last-errors';

export const metadata: Metadata = { title: 'Operator' };

/** How the key's budget and upstream are doing, for those whom ADMIN_EMAILS names; to others it does not exist. */
export default async function OperatorPage() {
  const user = await requirePageUser('/operator');
  if (!isOperator(user)) notFound();
  const ctx = await requestContext();
  const [report, pending] = await Promise.all([budgetReport(ctx), countPending(ctx)]);
  return (
    <Shell>
      <div className="flex flex-col gap-12">
        <h1 className="font-medium text-title">Upstream, over the last hour</h1>
        <Figures report={report} pending={pending} />
        <CallsChart report={report} />
        <LastErrors report={report} />
      </div>
    </Shell>
  );
}
