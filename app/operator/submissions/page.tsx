import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CostsByUser } from '@/components/operator/costs-by-user';
import { Figure } from '@/components/operator/figure';
import { OpenSubmissions } from '@/components/operator/open-submissions';
import { SendingSwitch } from '@/components/operator/sending-switch';
import { requestContext, requirePageOperator } from '@/lib/http/request-context';
import { costsByUser, getSending, listOpenSubmissions, readMonth } from '@/lib/submissions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('submissions.page');
  return { title: t('title') };
}

/** What everybody wants to start, what is uncertain, and what it costs, for operators; a 404 for all others. */
export default async function SubmissionsPage({
  searchParams,
}: PageProps<'/operator/submissions'>) {
  const t = await getTranslations('submissions');
  await requirePageOperator('/operator/submissions');
  const ctx = await requestContext();
  const now = ctx.now();
  const month = readMonth([(await searchParams).month].flat()[0], now);
  const [sending, open, costs] = await Promise.all([
    getSending(ctx),
    listOpenSubmissions(ctx),
    costsByUser(ctx, month),
  ]);
  return (
    <div className="flex flex-col gap-12">
      <div className="flex flex-col gap-6">
        <h1 className="font-medium text-title">{t('page.title')}</h1>
        <dl className="grid gap-6 sm:grid-cols-3">
          <Figure name={t('sending.title')} value={t(`sending.${sending.state}`)} />
          <Figure name={t('queue.queued.title')} value={String(sending.queued)} />
          <Figure name={t('queue.uncertain.title')} value={String(sending.uncertain)} />
        </dl>
        <p className="max-w-prose text-muted">{t('sending.text')}</p>
        <SendingSwitch state={sending.state} />
      </div>
      {(['uncertain', 'sending', 'queued'] as const).map((state) => (
        <OpenSubmissions key={state} state={state} all={open} now={now} />
      ))}
      <CostsByUser costs={costs} month={month} now={now} />
    </div>
  );
}
