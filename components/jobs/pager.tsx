import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button-class';
import { type Choice, historyHref } from './history-href';

type Props = { filter: Choice; next: string | null; first: boolean };

/** Links to the next page of older jobs and back to the first page. */
export function Pager({ filter, next, first }: Props) {
  const t = useTranslations('jobs.pager');
  if (first && next === null) return null;
  return (
    <nav aria-label={t('label')} className="mt-14 flex gap-3 border-line border-t pt-6">
      {!first && (
        <Link href={historyHref(filter)} className={buttonClass()}>
          {t('newest')}
        </Link>
      )}
      {next !== null && (
        <Link href={historyHref(filter, next)} rel="next" className={buttonClass()}>
          {t('older')}
        </Link>
      )}
    </nav>
  );
}
