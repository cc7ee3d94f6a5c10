import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LogFilters } from '@/components/security-log/log-filters';
import { LogLine } from '@/components/security-log/log-line';
import { buttonClass } from '@/components/ui/button-class';
import { CursorPager, hrefOf } from '@/components/ui/cursor-pager';
import { requestContext, requirePageOperator } from '@/lib/http/request-context';
import { listSecurityLog, parseSecurityQuery } from '@/lib/security-log';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('securityLog.page');
  return { title: t('title') };
}

/** What happened to accounts: who, what, when, from where. */
export default async function SecurityLogPage({
  searchParams,
}: PageProps<'/operator/security-log'>) {
  const t = await getTranslations('securityLog.page');
  await requirePageOperator('/operator/security-log');
  const ctx = await requestContext();
  const { cursor: after, ...selection } = parseSecurityQuery(await searchParams);
  const { lines, cursor } = await listSecurityLog(ctx, selection, after);
  const exported = (format: string) => hrefOf('/api/security-log/export', { ...selection, format });
  return (
    <>
      <h1 className="font-medium text-title">{t('heading')}</h1>
      <p className="mt-3 mb-6 max-w-prose text-muted">{t('intro')}</p>
      <LogFilters {...selection} />
      <p className="mb-6 flex flex-wrap gap-2">
        <a href={exported('csv')} download className={buttonClass({ size: 'small' })}>
          {t('csv')}
        </a>
        <a href={exported('jsonl')} download className={buttonClass({ size: 'small' })}>
          {t('jsonl')}
        </a>
      </p>
      {lines.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <ol aria-label={t('heading')} className="divide-y divide-line border-line border-y">
          {lines.map((line) => (
            <li key={line.id}>
              <LogLine line={line} />
            </li>
          ))}
        </ol>
      )}
      <CursorPager
        path="/operator/security-log"
        query={selection}
        isFirst={after === undefined}
        next={cursor}
      />
    </>
  );
}
